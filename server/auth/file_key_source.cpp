#include "auth/key_source.hpp"

#include <fmt/format.h>
#include <fstream>

namespace callroom::auth {
namespace {

class FileKeySource final : public KeySource {
 public:
  explicit FileKeySource(std::filesystem::path file) : file_(std::move(file)) {}

  std::string fetch() override {
    std::ifstream stream{file_, std::ios::binary};
    std::string text(kMaxKeySetBytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    // A folder opens but does not read; a file that is short ends with eof.
    if (stream.bad() || !stream.eof()) {
      throw KeySourceError{fmt::format("key set {}: cannot be read, or is larger than 512 KiB", file_.string())};
    }
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
  }

 private:
  std::filesystem::path file_;
};

}  // namespace

std::unique_ptr<KeySource> make_file_key_source(std::filesystem::path file) {
  return std::make_unique<FileKeySource>(std::move(file));
}

}  // namespace callroom::auth
