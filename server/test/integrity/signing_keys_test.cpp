#include "integrity/signing_keys.hpp"

#include "integrity/verify.hpp"
#include "test/integrity/key_file.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <barrier>
#include <set>
#include <stdexcept>
#include <thread>

namespace callroom::integrity::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

using SigningKeysTest = KeyFile;

TEST_F(SigningKeysTest, TheFirstStartMakesAKeyForItsOwnerOnly) {
  SigningKeys keys{file(), clock};
  struct stat status {};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  ASSERT_EQ(keys.keys().size(), 1U);
  EXPECT_EQ(keys.keys()[0].created_at, clock.now());
  EXPECT_FALSE(keys.keys()[0].retired_at);
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator{directory()}) files.insert(entry.path());
  EXPECT_EQ(files, std::set{file()}) << "no draft is left behind";
}

TEST_F(SigningKeysTest, TheNextStartHasTheSameKey) {
  const auto signature = SigningKeys{file(), clock}.sign("a text");
  const auto before = content();
  SigningKeys again{file(), clock};
  EXPECT_EQ(verify(again.keys(), "a text", signature), Verdict::kGood);
  EXPECT_EQ(verify(again.keys(), "another text", signature), Verdict::kBadSignature);
  EXPECT_EQ(content(), before);
}

TEST_F(SigningKeysTest, SeveralFirstStartsAgreeOnOneKey) {
  constexpr int kProcesses = 8;
  std::barrier together{kProcesses};
  std::vector<std::string> ids(kProcesses);
  std::vector<std::thread> threads;
  for (int i = 0; i < kProcesses; ++i) {
    threads.emplace_back([&, i] {
      together.arrive_and_wait();
      ids[static_cast<std::size_t>(i)] = SigningKeys{file(), clock}.keys().back().id;
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ((std::set<std::string>{ids.begin(), ids.end()}.size()), 1U);
}

TEST_F(SigningKeysTest, RotationAddsAKeyAndOldSignaturesStillVerify) {
  SigningKeys keys{file(), clock};
  const auto old = keys.sign("a text");
  clock.advance(base::Minutes{5});
  const auto id = keys.rotate();
  EXPECT_NE(id, old.key_id);
  const auto now_signed = keys.sign("a text");
  EXPECT_EQ(now_signed.key_id, id);

  SigningKeys reopened{file(), clock};
  const auto published = reopened.keys();
  ASSERT_EQ(published.size(), 2U);
  EXPECT_EQ(published[0].retired_at, clock.now());
  EXPECT_EQ(published[1].created_at, clock.now());
  EXPECT_EQ(reopened.sign("x").key_id, id);
  EXPECT_EQ(verify(published, "a text", old), Verdict::kGood);
  EXPECT_EQ(verify(published, "a text", now_signed), Verdict::kGood);
  struct stat status {};
  ASSERT_EQ(::stat(file().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(SigningKeysTest, RotationKeepsAKeyThatAnotherProcessAdded) {
  SigningKeys server{file(), clock};
  const auto first = SigningKeys{file(), clock}.rotate();
  const auto second = server.rotate();
  const auto published = server.keys();
  ASSERT_EQ(published.size(), 3U);
  EXPECT_EQ(published[1].id, first);
  EXPECT_EQ(published[2].id, second);
}

TEST_F(SigningKeysTest, ARunningServerSignsWithTheKeyThatAnotherProcessAdded) {
  SigningKeys server{file(), clock};
  const auto first = server.sign("a text");
  const auto id = SigningKeys{file(), clock}.rotate();
  const auto second = server.sign("a text");
  EXPECT_EQ(second.key_id, id);
  EXPECT_EQ(verify(server.keys(), "a text", first), Verdict::kGood);
  EXPECT_EQ(verify(server.keys(), "a text", second), Verdict::kGood);
}

TEST_F(SigningKeysTest, ARunningServerOutlivesItsFile) {
  SigningKeys server{file(), clock};
  std::filesystem::remove(file());
  EXPECT_EQ(verify(server.keys(), "a text", server.sign("a text")), Verdict::kGood);
  EXPECT_FALSE(std::filesystem::exists(file())) << "no other key takes its place";
}

TEST_F(SigningKeysTest, AFileThatCannotBeUnderstoodIsRefusedAndLeftAsItIs) {
  { SigningKeys made{file(), clock}; }
  const auto good = content();
  auto other_private = good;
  const auto at = other_private.find("\"d\":\"") + 5;
  other_private[at] = other_private[at] == 'A' ? 'B' : 'A';
  auto retired = good;
  retired.insert(retired.find("\"x\""), R"("retiredAt":"2026-11-22T09:30:00.000Z",)");
  for (const auto& [text, why] : std::vector<std::pair<std::string, std::string>>{
           {"", "not JSON"},
           {good.substr(0, good.size() / 2), "not JSON"},
           {"[]", "not JSON"},
           {R"({"format":"callroom-signing-keys/2","keys":[]})", "format"},
           {R"({"format":"callroom-signing-keys/1","keys":[]})", "no keys"},
           {R"({"format":"callroom-signing-keys/1","keys":[{"kid":"a"}]})", "'x' is missing"},
           {R"({"format":"callroom-signing-keys/1","keys":[{"kid":"a","x":"AA"}]})", "not 32 bytes"},
           {other_private, "do not belong together"},
           {retired, "retired"}}) {
    SCOPED_TRACE(text);
    put(text);
    EXPECT_THAT([&] { SigningKeys(file(), clock); },
                ThrowsMessage<std::runtime_error>(AllOf(HasSubstr(file().string()), HasSubstr(why))));
    EXPECT_EQ(content(), text);
  }
}

TEST_F(SigningKeysTest, AFileThatOthersMayReadIsRefused) {
  { SigningKeys made{file(), clock}; }
  std::filesystem::permissions(file(), std::filesystem::perms{0644});
  EXPECT_THAT([&] { SigningKeys(file(), clock); },
              ThrowsMessage<std::runtime_error>(AllOf(HasSubstr(file().string()), HasSubstr("chmod 600"))));
}

TEST_F(SigningKeysTest, AMissingDirectoryIsNamed) {
  const auto nowhere = directory() / "missing" / "signing-keys.json";
  EXPECT_THAT([&] { SigningKeys(nowhere, clock); }, ThrowsMessage<std::runtime_error>(HasSubstr(nowhere.string())));
}

}  // namespace
}  // namespace callroom::integrity::test
