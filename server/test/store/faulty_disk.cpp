#include "test/store/faulty_disk.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace callroom::store::test {

/// SQLite gives us vfs_.szOsFile bytes: this, and the system's file behind it.
struct FaultyDisk::File {
  sqlite3_file base;
  FaultyDisk* disk;
  Content* content;  ///< Null for temporary files, which no crash concerns.

  static File& of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
  }
};

namespace {

/// Calls the system's method of the same name on the file behind ours.
template <auto Method, class Real, class... Args>
auto forward(sqlite3_file* file, Real real, Args... args) {
  auto* behind = real(file);
  return (behind->pMethods->*Method)(behind, args...);
}

}  // namespace

const sqlite3_io_methods FaultyDisk::kMethods = {
    2,  // without memory mapping, which would bypass write()
    [](sqlite3_file* file) { return forward<&sqlite3_io_methods::xClose>(file, File::real); },
    [](sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
      return forward<&sqlite3_io_methods::xRead>(file, File::real, bytes, size, offset);
    },
    write,
    truncate,
    sync,
    [](sqlite3_file* file, sqlite3_int64* size) {
      return forward<&sqlite3_io_methods::xFileSize>(file, File::real, size);
    },
    [](sqlite3_file* file, int level) { return forward<&sqlite3_io_methods::xLock>(file, File::real, level); },
    [](sqlite3_file* file, int level) { return forward<&sqlite3_io_methods::xUnlock>(file, File::real, level); },
    [](sqlite3_file* file, int* locked) {
      return forward<&sqlite3_io_methods::xCheckReservedLock>(file, File::real, locked);
    },
    [](sqlite3_file* file, int op, void* arg) {
      return forward<&sqlite3_io_methods::xFileControl>(file, File::real, op, arg);
    },
    [](sqlite3_file* file) { return forward<&sqlite3_io_methods::xSectorSize>(file, File::real); },
    [](sqlite3_file* file) { return forward<&sqlite3_io_methods::xDeviceCharacteristics>(file, File::real); },
    [](sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
      return forward<&sqlite3_io_methods::xShmMap>(file, File::real, page, size, extend, memory);
    },
    [](sqlite3_file* file, int offset, int count, int flags) {
      return forward<&sqlite3_io_methods::xShmLock>(file, File::real, offset, count, flags);
    },
    [](sqlite3_file* file) { forward<&sqlite3_io_methods::xShmBarrier>(file, File::real); },
    [](sqlite3_file* file, int remove_too) {
      return forward<&sqlite3_io_methods::xShmUnmap>(file, File::real, remove_too);
    },
    nullptr,
    nullptr,
};

FaultyDisk::FaultyDisk()
    : real_(sqlite3_vfs_find(nullptr)),
      name_("faulty-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))),
      vfs_(*real_) {
  vfs_.zName = name_.c_str();
  vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
  vfs_.pAppData = this;
  vfs_.xOpen = open;
  vfs_.xDelete = remove;
  sqlite3_vfs_register(&vfs_, 0);
}

FaultyDisk::~FaultyDisk() { sqlite3_vfs_unregister(&vfs_); }

void FaultyDisk::fail_writes(int code) {
  const std::lock_guard lock(mutex_);
  write_error_ = code;
}
void FaultyDisk::fail_syncs(int code) {
  const std::lock_guard lock(mutex_);
  sync_error_ = code;
}
void FaultyDisk::heal() {
  const std::lock_guard lock(mutex_);
  write_error_ = sync_error_ = SQLITE_OK;
}
std::uint64_t FaultyDisk::operations() const {
  const std::lock_guard lock(mutex_);
  return operations_;
}
std::size_t FaultyDisk::unsynced(const std::string& suffix) const {
  const std::lock_guard lock(mutex_);
  std::size_t count = 0;
  for (const auto& [path, content] : contents_) {
    if (path.ends_with(suffix)) count += content.pending.size();
  }
  return count;
}
void FaultyDisk::cut_power_after(std::uint64_t operations) {
  const std::lock_guard lock(mutex_);
  last_operation_ = operations_ + operations;
}
bool FaultyDisk::power_is_cut() const {
  const std::lock_guard lock(mutex_);
  return cut_;
}

bool FaultyDisk::powered() {
  if (operations_ >= last_operation_) cut_ = true;
  if (!cut_) ++operations_;
  return !cut_;
}

FaultyDisk::Content& FaultyDisk::content_of(const char* path) {
  const auto [found, is_new] = contents_.try_emplace(path);
  if (is_new) {
    std::error_code missing;  // a file that is not there yet is empty
    const auto size = std::filesystem::file_size(path, missing);
    if (!missing) {
      found->second.durable.resize(size);
      std::ifstream(path, std::ios::binary).read(found->second.durable.data(), static_cast<std::streamsize>(size));
    }
  }
  return found->second;
}

int FaultyDisk::open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* flags_out) {
  auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
  auto& ours = File::of(file);
  ours.base.pMethods = nullptr;  // SQLite closes what has methods, even after a failed open
  ours.disk = disk;
  ours.content = nullptr;
  if (path != nullptr) {
    const std::lock_guard lock(disk->mutex_);
    if (disk->cut_) return SQLITE_CANTOPEN;
    ours.content = &disk->content_of(path);
  }
  const int code = disk->real_->xOpen(disk->real_, path, File::real(file), flags, flags_out);
  if (code == SQLITE_OK) ours.base.pMethods = &kMethods;
  return code;
}

int FaultyDisk::remove(sqlite3_vfs* vfs, const char* path, int /*sync_directory*/) {
  auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
  {
    const std::lock_guard lock(disk->mutex_);
    if (!disk->powered()) return SQLITE_IOERR_DELETE;
    auto found = disk->contents_.find(path);
    if (found != disk->contents_.end()) found->second = {};
  }
  return disk->real_->xDelete(disk->real_, path, 0);  // durable in this model; the real disk need not be troubled
}

int FaultyDisk::write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  auto& ours = File::of(file);
  if (ours.content != nullptr) {
    const std::lock_guard lock(ours.disk->mutex_);
    if (!ours.disk->powered()) return SQLITE_IOERR_WRITE;
    if (ours.disk->write_error_ != SQLITE_OK) return ours.disk->write_error_;
    ours.content->pending.push_back(
        {offset, std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)), std::nullopt});
  }
  return forward<&sqlite3_io_methods::xWrite>(file, File::real, bytes, size, offset);
}

int FaultyDisk::truncate(sqlite3_file* file, sqlite3_int64 size) {
  auto& ours = File::of(file);
  if (ours.content != nullptr) {
    const std::lock_guard lock(ours.disk->mutex_);
    if (!ours.disk->powered()) return SQLITE_IOERR_TRUNCATE;
    ours.content->pending.push_back({0, {}, size});
  }
  return forward<&sqlite3_io_methods::xTruncate>(file, File::real, size);
}

int FaultyDisk::sync(sqlite3_file* file, int /*flags*/) {
  auto& ours = File::of(file);
  if (ours.content == nullptr) return SQLITE_OK;
  const std::lock_guard lock(ours.disk->mutex_);
  if (!ours.disk->powered()) return SQLITE_IOERR_FSYNC;
  if (ours.disk->sync_error_ != SQLITE_OK) return ours.disk->sync_error_;
  for (const auto& write : ours.content->pending) apply(ours.content->durable, write);
  ours.content->pending.clear();
  return SQLITE_OK;  // what is durable is modelled here: the real disk need not be troubled
}

void FaultyDisk::apply(std::string& content, const Write& write) {
  if (write.truncated_to) {
    content.resize(static_cast<std::size_t>(*write.truncated_to));
    return;
  }
  const auto offset = static_cast<std::size_t>(write.offset);
  if (content.size() < offset + write.bytes.size()) content.resize(offset + write.bytes.size());
  content.replace(offset, write.bytes.size(), write.bytes);
}

void FaultyDisk::leave_files(Kept kept, std::mt19937& random) {
  constexpr std::size_t kSector = 512;  // a disk writes whole sectors
  const std::lock_guard lock(mutex_);
  for (auto& [path, content] : contents_) {
    std::filesystem::remove(path + "-shm");  // shared memory, not disk
    for (auto& write : content.pending) {
      const auto chance = random() % 3;
      if (kept == Kept::kNone || (kept == Kept::kSome && chance == 0)) continue;
      if (kept == Kept::kSome && chance == 1)
        write.bytes.resize(random() % (write.bytes.size() / kSector + 1) * kSector);
      apply(content.durable, write);
    }
    if (std::filesystem::exists(path)) std::ofstream(path, std::ios::binary) << content.durable;
  }
  contents_.clear();
}

}  // namespace callroom::store::test
