#include "integrity/private_file.hpp"

#include "base/random.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace callroom::integrity {
namespace {

namespace fs = std::filesystem;

/// Far more than any key file holds: a device or a log that stands there by mistake is not read into memory.
constexpr std::size_t kLargestFile = 1024 * 1024;
constexpr std::size_t kNameBytes = 9;

[[noreturn]] void cannot(const char* what, const fs::path& path) {
  throw std::runtime_error(std::string{"cannot "} + what + " " + path.string() + ": " +
                           std::generic_category().message(errno));
}

class File {
 public:
  explicit File(int handle) : handle_(handle) {}
  ~File() {
    if (handle_ >= 0) ::close(handle_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return handle_; }

 private:
  int handle_;
};

void write_all(int handle, std::string_view content, const fs::path& path) {
  while (!content.empty()) {
    const auto written = ::write(handle, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) cannot("write", path);
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

/// Makes the name durable.
void sync_directory(const fs::path& path) {
  const auto directory = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  const File handle{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (handle.get() < 0 || ::fsync(handle.get()) != 0) cannot("sync the directory", directory);
}

/// A complete, synced file beside `path`, gone with this object unless it was moved.
class Draft {
 public:
  Draft(const fs::path& path, std::string_view content) : path_(path.string() + "." + base::random_token(kNameBytes)) {
    const File file{::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (file.get() < 0) cannot("create", path_);
    write_all(file.get(), content, path_);
    if (::fsync(file.get()) != 0) cannot("sync", path_);
  }
  ~Draft() { ::unlink(path_.c_str()); }  // not there any more once it was moved
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

std::optional<std::string> read_private_file(const fs::path& path) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.get() < 0) {
    if (errno == ENOENT) return std::nullopt;
    cannot("read", path);
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) cannot("read", path);
  if (!S_ISREG(status.st_mode)) throw std::runtime_error(path.string() + " is not a file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw std::runtime_error(path.string() + " may be used by others than its owner: chmod 600 it");
  }
  std::string content(kLargestFile + 1, '\0');
  std::size_t size = 0;
  while (size < content.size()) {
    const auto got = ::read(file.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) cannot("read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > kLargestFile) throw std::runtime_error(path.string() + " is too large");
  content.resize(size);
  return content;
}

Created create_private_file(const fs::path& path, std::string_view content) {
  const Draft draft{path, content};
  // link(2) fails where rename(2) would replace.
  if (::link(draft.path().c_str(), path.c_str()) != 0) {
    if (errno == EEXIST) return Created::kWasThere;
    cannot("create", path);
  }
  sync_directory(path);
  return Created::kYes;
}

void replace_private_file(const fs::path& path, std::string_view content) {
  const Draft draft{path, content};
  if (::rename(draft.path().c_str(), path.c_str()) != 0) cannot("replace", path);
  sync_directory(path);
}

std::optional<FileVersion> version_of(const std::filesystem::path& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return std::nullopt;
  constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
  return FileVersion{found.st_ino, found.st_mtim.tv_sec * kNanosPerSecond + found.st_mtim.tv_nsec};
}

}  // namespace callroom::integrity
