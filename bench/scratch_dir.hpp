#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace callroom::bench {

/// A directory of its own that is gone afterwards.
class ScratchDir {
 public:
  explicit ScratchDir(const std::filesystem::path& parent) {
    auto name = (parent / "callroom-bench-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make a directory in " + parent.string());
    path_ = name;
  }
  ~ScratchDir() {
    std::error_code ignored;  // a directory that stays behind is no reason to fail a finished measurement
    std::filesystem::remove_all(path_, ignored);
  }
  ScratchDir(const ScratchDir&) = delete;
  ScratchDir& operator=(const ScratchDir&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace callroom::bench
