#pragma once

#include "../domain/fixtures.hpp"
#include "app/call_access.hpp"
#include "app/call_lifecycle.hpp"
#include "awaited.hpp"
#include "scripted_store.hpp"

#include <gtest/gtest.h>
#include <vector>

namespace callroom::app::test {

using domain::AuditAction;
using domain::Denial;
using domain::SessionStatus;
using domain::test::confirmed_session;
using domain::test::kDate;

inline Identity identity(const domain::UserId& id, domain::Role role, std::string name = "") {
  return {id, role, std::move(name), kDate + base::Minutes{60}};
}
inline const Identity kAna = identity(domain::test::kClient, domain::Role::kClient, "Ana of the token");
inline const Identity kBen = identity(domain::test::kPsychologist, domain::Role::kPsychologist);
inline const Identity kAdmin = identity(domain::test::kAdmin, domain::Role::kAdmin);
inline const Identity kStranger = identity(domain::test::kStranger, domain::Role::kClient, "Stranger");

/// A store with Ana, Ben and an admin in it, a clock that stands at the session's date, and one confirmed, paid session
/// without a room.
struct World {
  ScriptedStore store{};
  base::ManualClock clock{kDate};
  Environment env{store, clock, {}, {}, AuditMode::kOn};
  Origin origin{"request-1", "192.0.2.7", "a browser", "test", {}};
  domain::SessionId id = confirmed_session().id;

  World() {
    add_user(domain::test::kClient, "Ana", "ana@example.org", domain::Role::kClient);
    add_user(domain::test::kPsychologist, "Ben", "ben@example.org", domain::Role::kPsychologist);
    add_user(domain::test::kAdmin, "Root", "root@example.org", domain::Role::kAdmin);
    auto session = confirmed_session();
    session.meeting_link.reset();
    put(session);
  }

  void add_user(const domain::UserId& user, const std::string& name, const std::string& email, domain::Role role) {
    Commit commit;
    commit.new_users.push_back({user, name, email, role, {}, kDate, kDate});
    ASSERT_EQ(store.commit(commit), CommitOutcome::kDone);
  }
  /// Inserts the session, or replaces it as somebody else's change would.
  void put(domain::Session session) {
    Commit commit;
    const auto stored = store.session(session.id);
    if (stored) {
      commit.sessions.push_back({session, stored->revision});
    } else {
      commit.new_sessions.push_back(session);
    }
    ASSERT_EQ(store.commit(commit), CommitOutcome::kDone);
  }
  template <class Change>
  void change(Change change) {
    auto session = stored();
    change(session);
    put(session);
  }
  [[nodiscard]] domain::Session stored() { return store.session(id).value(); }

  [[nodiscard]] std::vector<domain::AuditRecord> audit(AuditAction action) {
    auto records = store.audit_of(id);
    std::erase_if(records, [&](const auto& record) { return record.action != action; });
    return records;
  }
};

}  // namespace callroom::app::test
