#include "vault/archive.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <system_error>

namespace callroom::vault {
namespace {

constexpr std::size_t kPart = 64 * 1024;
constexpr std::size_t kMostName = 255;

[[noreturn]] void cannot(const char* what, const std::filesystem::path& path) {
  throw std::runtime_error(std::string("cannot ") + what + " " + path.string() + ": " +
                           std::generic_category().message(errno));
}

std::string number(std::uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) text += static_cast<char>(value >> shift);
  return text;
}

std::uint64_t number_in(const std::string& bytes) {
  std::uint64_t value = 0;
  for (const char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

/// Only names that mean a file in the folder itself, whoever made the archive.
bool is_safe_name(const std::string& name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  };
  return !name.empty() && name.size() <= kMostName && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), allowed);
}

void add_file(SealedWriter& out, const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) cannot("open", path);
  const auto name = path.filename().string();
  if (!is_safe_name(name)) throw std::invalid_argument("not a name for an archive: " + name);
  auto left = static_cast<std::uint64_t>(in.tellg());
  in.seekg(0);
  out.write(number(name.size(), 2) + name + number(left, 8));
  std::string part(kPart, '\0');
  while (left > 0) {
    const auto size = std::min<std::uint64_t>(left, kPart);
    if (!in.read(part.data(), static_cast<std::streamsize>(size))) cannot("read all of", path);
    out.write(std::string_view{part}.substr(0, size));
    left -= size;
  }
}

/// A new file of its owner's.
class NewFile {
 public:
  explicit NewFile(std::filesystem::path path)
      : path_(std::move(path)), handle_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {
    if (handle_ < 0) cannot("make", path_);
  }
  ~NewFile() { ::close(handle_); }
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(handle_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) cannot("write", path_);
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void sync() {
    if (::fsync(handle_) != 0) cannot("sync", path_);
  }

 private:
  std::filesystem::path path_;
  int handle_;
};

void extract_file(SealedReader& in, const std::filesystem::path& path, std::uint64_t left) {
  NewFile file(path);
  while (left > 0) {
    const auto part = in.read_some(static_cast<std::size_t>(std::min<std::uint64_t>(left, kPart)));
    file.write(part);
    left -= part.size();
  }
  file.sync();
}

}  // namespace

void write_archive(std::ostream& out, const MasterKey& master, const std::vector<std::filesystem::path>& files) {
  SealedWriter sealed(out, master);
  for (const auto& file : files) add_file(sealed, file);
  sealed.write(number(0, 2));
  sealed.finish();
}

std::vector<std::string> extract_archive(std::istream& in, const SealedReader::MasterKeyOf& key_of,
                                         const std::filesystem::path& folder) {
  SealedReader sealed(in, key_of);
  std::vector<std::string> names;
  while (const auto size = number_in(sealed.read(2))) {
    auto name = sealed.read(static_cast<std::size_t>(size));
    if (!is_safe_name(name)) throw StreamDamaged("it names a file that is none of callroom's");
    extract_file(sealed, folder / name, number_in(sealed.read(8)));
    names.push_back(std::move(name));
  }
  sealed.expect_end();
  return names;
}

}  // namespace callroom::vault
