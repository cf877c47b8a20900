#include "../domain/access_generators.hpp"
#include "../domain/access_oracle.hpp"
#include "app/bookings.hpp"
#include "app/call_access.hpp"
#include "app/call_lifecycle.hpp"
#include "awaited.hpp"
#include "store/memory/memory_store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <string>

// One rule, five doors: whatever the session, the asker and the instant, all of them say what the contract's sentence
// says.
namespace callroom::app {
namespace {

using namespace domain::test;
using test::admit_and_wait;

template <class T>
std::string reason_of(const base::Result<T, domain::Denial>& result) {
  return result ? "" : std::string{domain::to_string(result.error())};
}
std::string text(const std::optional<domain::Denial>& denial) {
  return denial ? std::string{domain::to_string(*denial)} : "";
}

std::string asked_by_can_join(const Environment& env, const domain::SessionId& id, const Identity& asker) {
  const auto answer = can_join(env, id, asker, {});
  return answer ? text(answer->denial) : reason_of(answer);
}

/// The list has no row for what is not one's own: that is its way of saying the first two reasons.
std::optional<std::string> asked_by_list(const Environment& env, const Identity& asker) {
  const auto page = list_sessions(env, asker, {}, {});
  if (page.items.empty()) return std::nullopt;
  return text(page.items.at(0).denial);
}

RC_GTEST_PROP(AccessRuleEverywhere, NoTwoDoorsDisagree, ()) {
  const auto session = any_session();
  const auto policy = any_policy();
  const auto asker = any_asker();
  const auto now = any_instant(session, policy);
  const Identity identity{asker.id, asker.role, "somebody", now + base::Minutes{5}};
  store::MemoryStore store;
  Commit seed;
  seed.new_sessions.push_back(session);
  RC_ASSERT(store.commit(seed) == CommitOutcome::kDone);
  const base::ManualClock clock{now};
  const Environment env{store, clock, policy, {}, AuditMode::kOn};

  const auto expected = access_oracle(&session, asker, now, policy);
  RC_CLASSIFY(expected.empty(), "may join");
  RC_ASSERT(asked_by_can_join(env, session.id, identity) == expected);
  const auto listed = asked_by_list(env, identity);
  RC_ASSERT(listed.has_value() == (expected != "NOT_A_PARTICIPANT"));
  if (listed) RC_ASSERT(*listed == expected);
  RC_ASSERT(reason_of(admit_and_wait(env, *session.meeting_link, identity, Entry::kNew, {})) == expected);
  RC_ASSERT(reason_of(generate_room(env, session.id, identity, {})) == expected);
  RC_ASSERT(reason_of(start_call(env, session.id, identity, {})) == expected);
  // Starting opens no door and closes none.
  RC_ASSERT(asked_by_can_join(env, session.id, identity) == expected);
}

}  // namespace
}  // namespace callroom::app
