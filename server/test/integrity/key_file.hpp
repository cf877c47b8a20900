#pragma once

#include "base/clock.hpp"
#include "integrity/signing_keys.hpp"
#include "test/store/temp_dir.hpp"

#include <gtest/gtest.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace callroom::integrity::test {

/// A place for a key file, and a clock that stands still.
class KeyFile : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return directory_ / "signing-keys.json"; }
  [[nodiscard]] std::string content() const {
    std::ifstream in{file(), std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  /// Readable by its owner only.
  void put(const std::string& text) const {
    std::ofstream{file(), std::ios::binary} << text;
    std::filesystem::permissions(file(), std::filesystem::perms{0600});
  }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }

  base::ManualClock clock;

 private:
  store::test::TempDir directory_;
};

}  // namespace callroom::integrity::test
