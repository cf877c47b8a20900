#include "vault/key_source.hpp"

#include "base/base64.hpp"
#include "vault/hex.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace callroom::vault {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string kRaw = "0123456789abcdefghijklmnopqrstu\xff";
const std::string kBase64 = base::base64_encode(kRaw);
const std::string kHex = to_hex(kRaw);
const std::string kOther(64, 'a');

std::string refusal(const KeySources& sources) {
  try {
    (void)load_master_keys(sources);
  } catch (const KeyError& error) {
    return error.what();
  }
  return "nothing was refused";
}

KeySources text(const std::string& key, const std::string& previous = "") {
  return {.text = base::Secret{key}, .file = {}, .command = {}, .previous_texts = base::Secret{previous}};
}
KeySources command(const std::string& line) {
  KeySources sources;
  sources.command = line;
  return sources;
}

struct KeyFile : ::testing::Test {
  KeyFile() {
    std::string pattern = (std::filesystem::temp_directory_path() / "callroom-key-XXXXXX").string();
    folder = ::mkdtemp(pattern.data());
  }
  ~KeyFile() override { std::filesystem::remove_all(folder); }
  KeySources holding(const std::string& content) {
    KeySources sources;
    sources.file = folder / "key";
    std::ofstream(sources.file, std::ios::binary) << content;
    return sources;
  }
  std::filesystem::path folder;
};

TEST(MasterKeyText, IsBase64OrHexOf32Bytes) {
  for (const auto& form : {kBase64, kHex, base::base64url_encode(kRaw), kBase64.substr(0, kBase64.size() - 1)}) {
    const auto key = parse_master_key(form);
    ASSERT_TRUE(key) << form;
    EXPECT_EQ(key->bytes(), kRaw);
  }
  for (const auto& wrong : {std::string{}, std::string{"secret"}, kRaw, kHex + "00", kHex.substr(2), kBase64 + "AAAA",
                            base::base64_encode(kRaw.substr(1)), kHex.substr(1)}) {
    EXPECT_FALSE(parse_master_key(wrong)) << wrong;
  }
}

RC_GTEST_PROP(MasterKeyText, AnyTextIsAKeyOrNoneAndNeverACrash, (const std::string& noise)) {
  const auto key = parse_master_key(noise);
  const bool whole = !key || key->bytes().size() == Key::kBytes;
  RC_ASSERT(whole);
  const bool agree = !key || are_master_keys(noise);
  RC_ASSERT(agree);
}

TEST(KeySourcesTest, NothingGivenIsNoKey) { EXPECT_FALSE(load_master_keys({})); }

TEST(KeySourcesTest, TheSameKeyHasTheSameIdHoweverSpelled) {
  const auto id = load_master_keys(text(kBase64))->current().id;
  EXPECT_EQ(id.size(), 16U);
  EXPECT_EQ(load_master_keys(text(kHex))->current().id, id);
  EXPECT_EQ(kHex.find(id), std::string::npos) << "made of the key, no part of it";
}

TEST(KeySourcesTest, ABadKeyIsRefusedByNameAndNotShown) {
  EXPECT_THAT(refusal(text("hunter2")),
              testing::AllOf(HasSubstr("VIDEO_CALL_ENCRYPTION_KEY"), HasSubstr("32 bytes"), Not(HasSubstr("hunter2"))));
  EXPECT_THAT(refusal(text(kHex, "hunter2")),
              testing::AllOf(HasSubstr("encryption.previous_keys"), Not(HasSubstr("hunter2"))));
}

TEST(KeySourcesTest, TwoSourcesAreRefused) {
  auto both = text(kHex);
  both.command = "echo";
  EXPECT_THAT(refusal(both), HasSubstr("more than one"));
}

TEST(KeySourcesTest, PreviousKeysUnwrapAndDoNotWrap) {
  const auto keys = load_master_keys(text(kHex, kOther + " , " + kBase64));
  EXPECT_EQ(keys->current().id, load_master_keys(text(kHex))->current().id);
  EXPECT_NE(keys->find(load_master_keys(text(kOther))->current().id), nullptr);
  EXPECT_THAT(refusal(text("", kOther)), HasSubstr("without a current key"));
}

TEST_F(KeyFile, HoldsTheCurrentKeyAndBelowItEarlierOnes) {
  const auto keys = load_master_keys(holding(kBase64 + "\n" + kOther + "\n"));
  EXPECT_EQ(keys->current().key.bytes(), kRaw);
  EXPECT_NE(keys->find(load_master_keys(text(kOther))->current().id), nullptr);
}

TEST_F(KeyFile, ThatIsMissingEmptyOrSomethingElseIsNamed) {
  KeySources missing;
  missing.file = folder / "nowhere";
  EXPECT_THAT(refusal(missing), testing::AllOf(HasSubstr("nowhere"), HasSubstr("No such file")));
  EXPECT_THAT(refusal(holding("\n")), HasSubstr("there is no key"));
  EXPECT_THAT(refusal(holding(std::string(100'000, 'x'))), HasSubstr("no file of keys"));
  EXPECT_THAT(refusal(holding(kHex + "\nhunter2\n")), testing::AllOf(HasSubstr("key 2"), Not(HasSubstr("hunter2"))));
}

TEST(KeyCommand, PrintsTheKey) { EXPECT_EQ(load_master_keys(command("echo " + kHex))->current().key.bytes(), kRaw); }

TEST(KeyCommand, ThatFailsIsReported) {
  EXPECT_THAT(refusal(command("echo " + kHex + "; exit 3")), HasSubstr("ended with 3"));
  EXPECT_THAT(refusal(command("kill -9 $$")), HasSubstr("killed"));
  EXPECT_THAT(refusal(command("true")), HasSubstr("there is no key"));
  EXPECT_THAT(refusal(command("yes")), HasSubstr("more than a key"));
}

TEST(KeyCommand, ThatDoesNotEndIsKilledWithItsChildren) {
  auto sources = command("sleep 1000 & sleep 1000");
  sources.command_timeout = base::Millis{50};
  const auto before = std::chrono::steady_clock::now();
  EXPECT_THAT(refusal(sources), HasSubstr("longer than 50 ms"));
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds{100});
}

}  // namespace
}  // namespace callroom::vault
