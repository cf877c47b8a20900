#include "integrity/inclusion_proof.hpp"

#include "integrity/checkpointer.hpp"
#include "integrity/signing_keys.hpp"
#include "store/memory/memory_store.hpp"
#include "test/store/samples.hpp"
#include "test/store/temp_dir.hpp"

#include <gmock/gmock.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

namespace callroom::integrity::test {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

/// Records of two sessions in turn, with a checkpoint after each ten.
class InclusionProof : public ::testing::Test {
 protected:
  InclusionProof() {
    Checkpointer checkpointer{store.audit_log(), keys, clock, file, {.records = 10, .interval = base::Minutes{60}}};
    for (std::uint64_t number = 1; number <= 30; ++number) {
      auto record = store::test::a_record(store::test::a_session(number % 3 == 0 ? 1 : 2).id, number);
      record.ip_address = number % 3 == 0 ? "192.0.2.1" : "198.51.100.99";
      EXPECT_EQ(store.commit(store::test::commit_of(record)), app::CommitOutcome::kDone);
      checkpointer.tick();
    }
  }
  json::object proof() {
    return make_proof(store.audit_log(), store::test::a_session(1).id, read_checkpoints(file, keys.keys()));
  }

  store::test::TempDir directory;
  base::ManualClock clock;
  SigningKeys keys{directory / "keys.json", clock};
  const std::filesystem::path file = directory / "checkpoints.jsonl";
  store::MemoryStore store;
};

TEST_F(InclusionProof, HoldsWithTheKeyAloneAndShowsNobodyElse) {
  const auto text = json::serialize(proof());
  EXPECT_THAT(text, ::testing::Not(HasSubstr("198.51.100.99")));
  const auto report = verify_proof(json::parse(text).as_object(), keys.keys());
  EXPECT_TRUE(report.valid) << report.why;
  EXPECT_EQ(report.records, 10);
  EXPECT_EQ(report.session_id, store::test::a_session(1).id.str());
}

TEST_F(InclusionProof, AnyChangeIsSeen) {
  const auto damaged = [&](auto change) {
    auto document = proof();
    change(document.at("segments").as_array()[1].as_object());
    const auto report = verify_proof(document, keys.keys());
    EXPECT_FALSE(report.valid);
    EXPECT_FALSE(report.why.empty());
  };
  damaged([](json::object& s) { s.at("steps").as_array()[0].at("record").as_object()["ipAddress"] = "192.0.2.2"; });
  damaged([](json::object& s) { s.at("steps").as_array().pop_back(); });
  damaged([](json::object& s) { s.at("steps").as_array().erase(s.at("steps").as_array().begin()); });
  damaged([](json::object& s) { s.at("prevHash") = std::string(64, '0'); });
  damaged([](json::object& s) { s.at("steps").as_array()[1].as_object().clear(); });
  damaged([](json::object& s) { s.clear(); });
}

TEST_F(InclusionProof, AnotherKeyProvesNothing) {
  SigningKeys theirs{directory / "theirs.json", clock};
  EXPECT_FALSE(verify_proof(proof(), theirs.keys()).valid);
  EXPECT_FALSE(verify_proof({}, keys.keys()).valid);
}

TEST_F(InclusionProof, NeedsACheckpointAfterTheLastRecord) {
  ASSERT_EQ(store.commit(store::test::commit_of(store::test::a_record(store::test::a_session(1).id, 31))),
            app::CommitOutcome::kDone);
  EXPECT_THAT([&] { static_cast<void>(proof()); },
              ::testing::ThrowsMessage<std::runtime_error>(HasSubstr("no signed checkpoint")));
}

TEST_F(InclusionProof, NobodyHasNoProof) {
  EXPECT_THROW(static_cast<void>(make_proof(store.audit_log(), store::test::a_session(9).id, {})), std::runtime_error);
}

}  // namespace
}  // namespace callroom::integrity::test
