#pragma once

#include "app/ports/store.hpp"

#include <optional>
#include <utility>

// For the .cpp files of this folder.
namespace callroom::app {

/// How often a change is tried anew when somebody else changed the same session meanwhile. Every lost attempt means
/// that another one was written, so this is how many may ask for one session at the same moment; the rate limits let
/// fewer through.
constexpr int kMaxAttempts = 64;

/// Calls `attempt` (load, decide, commit) until it gives something; nullopt: it met a conflict. Throws StoreUnavailable
/// when that does not end.
template <class Attempt>
[[nodiscard]] auto retry_on_conflict(const Attempt& attempt) {
  for (int i = 0; i < kMaxAttempts; ++i) {
    if (auto result = attempt()) return *std::move(result);
  }
  throw StoreUnavailable("a session was changed by others at every attempt");
}

[[nodiscard]] inline bool is_empty(const Commit& commit) {
  return commit.new_users.empty() && commit.changed_users.empty() && commit.new_sessions.empty() &&
         commit.sessions.empty() && commit.presence.empty() && commit.quality.empty() && commit.ratings.empty() &&
         commit.audit.empty();
}

/// For a commit that holds no session, so that there is nothing to conflict with. No commit when there is nothing in
/// it.
inline void commit_records(Store& store, const Commit& commit) {
  if (is_empty(commit)) return;
  if (store.commit(commit) != CommitOutcome::kDone) throw StoreUnavailable("records were refused by the store");
}

}  // namespace callroom::app
