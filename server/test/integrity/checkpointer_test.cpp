#include "integrity/checkpointer.hpp"

#include "integrity/signing_keys.hpp"
#include "store/memory/memory_store.hpp"
#include "test/store/samples.hpp"
#include "test/store/temp_dir.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <fstream>

namespace callroom::integrity::test {
namespace {

class CheckpointerTest : public ::testing::Test {
 protected:
  void write(int records) {
    app::Commit commit;
    for (int i = 0; i < records; ++i) {
      commit.audit.push_back(store::test::a_record(store::test::a_session().id, ++written));
    }
    ASSERT_EQ(store.commit(commit), app::CommitOutcome::kDone);
  }
  Checkpointer make() { return {store.audit_log(), keys, clock, file, {.records = 10, .interval = base::Minutes{5}}}; }
  [[nodiscard]] std::vector<std::int64_t> places() {
    std::vector<std::int64_t> found;
    for (const auto& line : read_checkpoints(file, keys.keys())) {
      EXPECT_EQ(line.verdict, Verdict::kGood) << line.text;
      found.push_back(line.checkpoint.head.seq);
    }
    return found;
  }

  store::test::TempDir directory;
  base::ManualClock clock;
  SigningKeys keys{directory / "keys.json", clock};
  store::MemoryStore store;
  const std::filesystem::path file = directory / "checkpoints.jsonl";
  std::uint64_t written = 0;
};

using Places = std::vector<std::int64_t>;

TEST_F(CheckpointerTest, WritesOneAfterSoManyRecords) {
  auto checkpointer = make();
  write(9);
  EXPECT_FALSE(checkpointer.tick());
  write(1);
  EXPECT_TRUE(checkpointer.tick());
  EXPECT_FALSE(checkpointer.tick());
  EXPECT_EQ(places(), Places{10});
  struct stat status {};
  ASSERT_EQ(::stat(file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(CheckpointerTest, WritesOneAfterSoLongIfThereIsSomethingNew) {
  auto checkpointer = make();
  clock.advance(base::Minutes{6});
  EXPECT_FALSE(checkpointer.tick()) << "nothing to say";
  write(1);
  EXPECT_TRUE(checkpointer.tick());
  write(1);
  EXPECT_FALSE(checkpointer.tick());
  clock.advance(base::Minutes{5});
  EXPECT_TRUE(checkpointer.tick());
  EXPECT_EQ(places(), (Places{1, 2}));
}

TEST_F(CheckpointerTest, GoesOnWhereItWas) {
  write(10);
  EXPECT_TRUE(make().tick());
  EXPECT_FALSE(make().write_now());
  write(9);
  EXPECT_FALSE(make().tick());
  EXPECT_TRUE(make().write_now());
  EXPECT_EQ(places(), (Places{10, 19}));
}

TEST_F(CheckpointerTest, ALineThatACrashCutOffIsNotBelievedAndNotGluedToTheNext) {
  write(10);
  EXPECT_TRUE(make().tick());
  std::ofstream{file, std::ios::app} << R"({"type":"callroom-audit-check)";
  EXPECT_EQ(places(), Places{10});
  write(10);
  EXPECT_TRUE(make().tick());
  const auto lines = read_checkpoints(file, keys.keys());
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1].verdict, Verdict::kUnsigned);
  EXPECT_EQ(lines[2].checkpoint.head.seq, 20);
}

TEST_F(CheckpointerTest, AFileThatCannotBeWrittenIsNamed) {
  write(10);
  Checkpointer nowhere{store.audit_log(), keys, clock, directory / "missing" / "c.jsonl", {}};
  EXPECT_THAT([&] { nowhere.write_now(); },
              ::testing::ThrowsMessage<std::runtime_error>(::testing::HasSubstr("missing/c.jsonl")));
}

}  // namespace
}  // namespace callroom::integrity::test
