#pragma once

#include "store/sqlite/connection.hpp"
#include "store/sqlite/sqlite_store.hpp"
#include "test/store/samples.hpp"
#include "test/store/temp_dir.hpp"
#include "test/store/text_of_throw.hpp"

#include <gtest/gtest.h>
#include <fstream>
#include <iterator>
#include <string>

namespace callroom::store::test {

/// A file for a store, and other ways to look at it.
class SqliteFile : public ::testing::Test {
 protected:
  [[nodiscard]] std::string file() const { return (directory_ / "callroom.db").string(); }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_.path(); }

  /// Another program's connection to the file.
  [[nodiscard]] sqlite::Connection other_program() const { return {file(), sqlite::OpenOptions{}}; }

  [[nodiscard]] std::string bytes() const {
    std::ifstream in(file(), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write_bytes(const std::string& content) const { std::ofstream(file(), std::ios::binary) << content; }

 private:
  TempDir directory_;
};

}  // namespace callroom::store::test
