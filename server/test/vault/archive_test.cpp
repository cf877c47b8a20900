#include "vault/archive.hpp"

#include "test/vault/key_store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

namespace callroom::vault::test {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
const MasterKey kMaster = master_of('a');
MasterKey key_of(std::string_view id) {
  if (id != kMaster.id) throw KeyError("no such key");
  return kMaster;
}

std::string sealed(const std::string& plain) {
  std::ostringstream out;
  SealedWriter writer(out, kMaster);
  writer.write(plain);
  writer.finish();
  return out.str();
}
std::string opened(const std::string& bytes, std::size_t size) {
  std::istringstream in(bytes);
  SealedReader reader(in, key_of);
  auto plain = reader.read(size);
  reader.expect_end();
  return plain;
}

TEST(SealedStream, AnyLengthComesBackAtChunkBordersToo) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kChunk - 1, kChunk, kChunk + 1, 3 * kChunk}) {
    const std::string plain(size, 'x');
    EXPECT_TRUE(opened(sealed(plain), size) == plain) << size;
  }
}

RC_GTEST_PROP(SealedStream, PiecesOfAnySizeMakeTheSameStream, (const std::vector<std::string>& pieces)) {
  std::ostringstream out;
  SealedWriter writer(out, kMaster);
  std::string plain;
  for (const auto& piece : pieces) {
    writer.write(piece);
    plain += piece;
  }
  writer.finish();
  RC_ASSERT(opened(out.str(), plain.size()) == plain);
}

RC_GTEST_PROP(SealedStream, AnyBytesAreRefusedAndNeverACrash, (const std::string& noise)) {
  const auto good = sealed("content");
  RC_ASSERT_THROWS_AS((void)opened(noise, 1), StreamDamaged);
  RC_ASSERT_THROWS_AS((void)opened(good.substr(0, 66) + noise, 7), StreamDamaged);
}

TEST(SealedStream, WhateverIsCutOffIsSeen) {
  const std::string plain(2 * kChunk + 5, 'x');
  const auto good = sealed(plain);
  const std::size_t header = good.size() - (2 * (kChunk + 16) + 5 + 16);
  for (const auto size :
       {std::size_t{0}, header - 1, header, header + kChunk + 16, header + 2 * (kChunk + 16), good.size() - 1}) {
    EXPECT_THROW((void)opened(good.substr(0, size), plain.size()), StreamDamaged) << size;
  }
  EXPECT_THROW((void)opened(good + "x", plain.size()), StreamDamaged) << "and what was added";
}

TEST(SealedStream, ChangedSwappedAndForeignChunksAreSeen) {
  const std::string plain(3 * kChunk, 'x');
  const auto good = sealed(plain);
  const auto other = sealed(plain);
  const std::size_t chunk = kChunk + 16;
  const std::size_t header = good.size() - 3 * chunk;
  for (const auto at : {std::size_t{20}, header - 1, header, header + chunk + 7, good.size() - 1}) {
    auto changed = good;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_ANY_THROW((void)opened(changed, plain.size())) << at;
  }
  auto swapped = good.substr(0, header) + good.substr(header + chunk, chunk) + good.substr(header, chunk) +
                 good.substr(header + 2 * chunk);
  EXPECT_THROW((void)opened(swapped, plain.size()), StreamDamaged);
  auto foreign = good;
  foreign.replace(header, chunk, other, header, chunk);
  EXPECT_THROW((void)opened(foreign, plain.size()), StreamDamaged);
}

struct ArchiveTest : ::testing::Test {
  ArchiveTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "callroom-archive-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
    std::filesystem::create_directory(folder / "in");
    std::filesystem::create_directory(folder / "out");
  }
  ~ArchiveTest() override { std::filesystem::remove_all(folder); }

  std::filesystem::path put(const std::string& name, const std::string& content) {
    std::ofstream(folder / "in" / name, std::ios::binary) << content;
    return folder / "in" / name;
  }
  std::string got(const std::string& name) {
    std::ifstream in(folder / "out" / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::vector<std::string> extract(const std::string& bytes) {
    std::istringstream in(bytes);
    return extract_archive(in, key_of, folder / "out");
  }
  std::filesystem::path folder;
};

TEST_F(ArchiveTest, FilesComeBackAndAreTheirOwnersOnly) {
  const std::string big = std::string(200'000, 'b') + "end";
  std::ostringstream out;
  write_archive(out, kMaster, {put("callroom.db", big), put("signing-keys.json", "{}"), put("empty", "")});
  EXPECT_EQ(out.str().find("signing-keys"), std::string::npos) << "not even the names are in the clear";
  EXPECT_EQ(extract(out.str()), (std::vector<std::string>{"callroom.db", "signing-keys.json", "empty"}));
  EXPECT_TRUE(got("callroom.db") == big);
  EXPECT_EQ(got("signing-keys.json"), "{}");
  EXPECT_EQ(got("empty"), "");
  struct stat status {};
  ASSERT_EQ(::stat((folder / "out" / "callroom.db").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(ArchiveTest, ANameThatLeavesTheFolderIsRefused) {
  for (const std::string& name : std::vector<std::string>{"../escape", "a/b", ".hidden", std::string(300, 'n')}) {
    std::ostringstream out;
    SealedWriter writer(out, kMaster);
    writer.write(std::string{static_cast<char>(name.size() >> 8), static_cast<char>(name.size())} + name +
                 std::string(8, '\0') + std::string(2, '\0'));
    writer.finish();
    EXPECT_THROW((void)extract(out.str()), StreamDamaged) << name;
  }
}

TEST_F(ArchiveTest, NothingIsOverwritten) {
  std::ostringstream out;
  write_archive(out, kMaster, {put("callroom.db", "new")});
  std::ofstream(folder / "out" / "callroom.db") << "old";
  EXPECT_THROW((void)extract(out.str()), std::runtime_error);
  EXPECT_EQ(got("callroom.db"), "old");
}

TEST_F(ArchiveTest, AMissingFileIsNamed) {
  std::ostringstream out;
  EXPECT_THROW(write_archive(out, kMaster, {folder / "nowhere"}), std::runtime_error);
}

}  // namespace
}  // namespace callroom::vault::test
