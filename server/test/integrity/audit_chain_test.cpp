#include "integrity/audit_chain.hpp"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace callroom::integrity {
namespace {

/// The example of audit_chain.hpp.
app::StoredAudit example() {
  return {.seq = 7,
          .id = "00000000000000000000000a",
          .action = "join_denied",
          .timestamp = 1'795'339'800'000,
          .session_id = "00000000000000000000000b",
          .user_id = std::nullopt,
          .room_id = "room-1",
          .metadata = "{}",
          .ip_address = "192.0.2.7",
          .user_agent = "agent",
          .error_code = "TOO_LATE",
          .error_message = "",
          .duration = std::nullopt};
}

TEST(AuditChain, TheCanonicalFormIsTheDocumentedOne) {
  EXPECT_EQ(canonical_audit(example()),
            "callroom-audit/1\n1:7,24:00000000000000000000000a,11:join_denied,13:1795339800000,"
            "24:00000000000000000000000b,-,6:room-1,2:{},9:192.0.2.7,5:agent,8:TOO_LATE,0:,-,");
}

// Computed by another program (sha256sum), so that this form can never change by mistake:
//   d=$(printf 'callroom-audit/1\n1:7,…,-,' | sha256sum | cut -c1-64); printf '%064d%s' 0 $d | sha256sum
TEST(AuditChain, TheHashesAreThoseOfAnyOtherProgram) {
  ChainHasher hasher;
  EXPECT_EQ(hasher.digest(example()), "88929c5f772ba5963395e6fe2d5876aa71c5710c585cf7ab46f4e96332724c86");
  EXPECT_EQ(hasher.hash(example(), std::string(64, '0')),
            "cd9f8de03db99cada224d2878f662be7e49f430d4b422a934a835b49e224f1c3");
}

TEST(AuditChain, EveryFieldCounts) {
  std::set<std::string> digests;
  ChainHasher hasher;
  const auto add = [&](auto change) {
    auto record = example();
    change(record);
    digests.insert(hasher.digest(record));
  };
  add([](auto&) {});
  add([](auto& r) { r.seq = 8; });
  add([](auto& r) { r.id = "00000000000000000000000c"; });
  add([](auto& r) { r.action = "join_attempt"; });
  add([](auto& r) { ++r.timestamp; });
  add([](auto& r) { r.session_id = ""; });
  add([](auto& r) { r.session_id = std::nullopt; });
  add([](auto& r) { r.user_id = ""; });
  add([](auto& r) { r.room_id = std::nullopt; });
  add([](auto& r) { r.metadata = "{ }"; });
  add([](auto& r) { r.ip_address = ""; });
  add([](auto& r) { r.user_agent = "agent,8:TOO_LATE"; });
  add([](auto& r) { r.error_code = ""; });
  add([](auto& r) { r.error_message = "-"; });
  add([](auto& r) { r.duration = 0; });
  EXPECT_EQ(digests.size(), 15U);
}

TEST(AuditChain, ARecordIsAttachedToTheHead) {
  ChainHasher hasher;
  app::ChainHead head;
  const auto first = attach(hasher, head, example());
  const auto second = attach(hasher, head, example());
  EXPECT_EQ(first.record.seq, 1);
  EXPECT_EQ(first.prev_hash, std::string(64, '0'));
  EXPECT_EQ(second.record.seq, 2);
  EXPECT_EQ(second.prev_hash, first.hash);
  EXPECT_EQ(head, (app::ChainHead{2, second.hash}));
}

}  // namespace
}  // namespace callroom::integrity
