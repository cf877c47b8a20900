#pragma once

#include "app/ports/store.hpp"
#include "integrity/audit_chain.hpp"
#include "test/store/samples.hpp"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

// For the tests of encryption at rest: records whose every personal field is known, and where they are looked for.
namespace callroom::store::test {

inline const auto kSession = a_session().id;
inline const auto kUser = a_user().id;

/// What must not be found in a file, and is planted by plant().
inline const std::vector<std::string> kPlanted{"Planted Name",     "planted@mail.example", "203.0.113.77",
                                        "PlantedAgent/1.0", "Planted comment",      "planted-room",
                                        "planted-url",      "planted-reason",       "Planted message"};

inline app::Commit planted() {
  auto user = a_user();
  user.name = "Planted Name";
  user.email = "planted@mail.example";
  auto commit = commit_of(user);
  auto session = a_session();
  session.meeting_link = domain::RoomId{"planted-room"};
  session.recording_url = "https://example.org/planted-url";
  commit.new_sessions = {session};
  auto rating = a_rating(kSession);
  rating.comment = "Planted comment";
  commit.ratings = {rating};
  auto record = a_record(kSession);
  record.user_id = kUser;
  record.room_id = std::nullopt;
  record.ip_address = "203.0.113.77";
  record.user_agent = "PlantedAgent/1.0";
  record.error_message = "Planted message";
  record.metadata = {{"reason", "planted-reason"}};
  commit.audit = {record};
  return commit;
}

/// Which of the planted texts are somewhere in `bytes`.
inline std::vector<std::string> planted_in(std::string_view bytes) {
  std::vector<std::string> here;
  for (const auto& text : kPlanted) {
    if (bytes.find(text) != std::string_view::npos) here.push_back(text);
  }
  return here;
}

inline domain::AuditRecord erasure_record(std::uint64_t number) {
  return {.id = id_of<domain::AuditId>(number),
          .action = domain::AuditAction::kUserErased,
          .timestamp = kNoon + base::Millis{static_cast<std::int64_t>(number)},
          .user_id = kUser,
          .metadata = {{"via", "test"}}};
}
/// The newest first.
inline std::vector<domain::AuditRecord> erasures_of(app::Store& store) {
  app::AuditFilter filter;
  filter.action = domain::AuditAction::kUserErased;
  return store.audit_log().search(filter, {}).items;
}

inline void expect_linked(app::AuditLog& log) {
  integrity::ChainHasher hasher;
  app::ChainHead head;
  for (const auto& [record, prev_hash, hash] : log.chain(0, 1000)) {
    EXPECT_EQ(record.seq, head.seq + 1);
    EXPECT_EQ(prev_hash, head.hash);
    EXPECT_EQ(hasher.hash(record, prev_hash), hash);
    head = {record.seq, hash};
  }
  EXPECT_EQ(log.head(), head);
}

}  // namespace callroom::store::test
