#pragma once

#include "config/load.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <filesystem>
#include <fstream>
#include <string>

namespace callroom::config {

inline const std::string kSecret32(32, 's');

/// A master key: 32 bytes as hex.
inline const std::string kMasterKey(64, 'a');

/// Sources with the one thing that a start cannot do without.
inline Sources with_secret() {
  Sources sources;
  sources.env["JWT_SECRET"] = kSecret32;
  return sources;
}

/// A TOML file that is gone when the test is over.
class TempFile {
 public:
  explicit TempFile(const std::string& text, const std::string& name = "callroom.toml") {
    auto pattern = (std::filesystem::temp_directory_path() / "config_test_XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"mkdtemp"};
    folder_ = pattern;
    path_ = folder_ / name;
    std::ofstream{path_, std::ios::binary} << text;
  }
  ~TempFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path path_;
};

/// The line that load() refuses with; fails the test when it does not.
inline std::string refusal(const Sources& sources, Purpose purpose = Purpose::kServe) {
  try {
    static_cast<void>(load(sources, purpose));
  } catch (const ConfigError& error) {
    return error.what();
  }
  ADD_FAILURE() << "load() accepted it";
  return {};
}

}  // namespace callroom::config
