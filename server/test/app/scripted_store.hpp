#pragma once

#include "store/memory/memory_store.hpp"

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace callroom::app::test {

/// The memory store, where a test may step in before a commit: let somebody else be first, answer in the store's place,
/// or be down.
class ScriptedStore final : public Store {
 public:
  /// Called before the next commit, once. Gives nullopt to let the commit through, or the answer in its place.
  using Script = std::function<std::optional<CommitOutcome>(const Commit&)>;
  void before_next_commit(Script script) { next_ = std::move(script); }
  /// From now on every commit throws StoreUnavailable.
  void go_down() { down_ = true; }

  /// The test's own book in the place of the store's; it outlives this.
  void use_book(MetricsBook& book) { book_ = &book; }

  [[nodiscard]] const std::vector<Commit>& commits() const { return commits_; }  ///< Those that were done.

  std::optional<domain::User> user(const domain::UserId& id) override { return store_.user(id); }
  std::optional<domain::User> user_by_email(const std::string& email) override { return store_.user_by_email(email); }
  Page<domain::User> users(const PageRequest& page) override { return store_.users(page); }
  std::optional<domain::Session> session(const domain::SessionId& id) override { return store_.session(id); }
  std::optional<domain::Session> session_by_room(const domain::RoomId& room) override {
    return store_.session_by_room(room);
  }
  Page<domain::Session> sessions(const SessionFilter& filter, const PageRequest& page) override {
    return store_.sessions(filter, page);
  }
  Page<domain::Session> ended_calls(const std::optional<domain::UserId>& participant,
                                    const PageRequest& page) override {
    return store_.ended_calls(participant, page);
  }
  std::vector<domain::Session> running_calls() override { return store_.running_calls(); }
  std::vector<domain::PresenceInterval> presence(const domain::SessionId& session) override {
    return store_.presence(session);
  }
  std::vector<domain::SessionId> sessions_with_open_stays() override { return store_.sessions_with_open_stays(); }
  std::vector<domain::QualitySample> quality_of(const domain::SessionId& session) override {
    return store_.quality_of(session);
  }
  std::vector<base::WallTime> quality_times(const domain::SessionId& session, const domain::UserId& user) override {
    return store_.quality_times(session, user);
  }
  std::map<domain::SessionId, double> average_levels(const std::vector<domain::SessionId>& sessions) override {
    return store_.average_levels(sessions);
  }
  std::vector<domain::CallRating> ratings_of(const std::vector<domain::SessionId>& sessions) override {
    return store_.ratings_of(sessions);
  }
  std::vector<domain::AuditRecord> audit_of(const domain::SessionId& session) override {
    return store_.audit_of(session);
  }
  MetricsBook& metrics() override { return book_ != nullptr ? *book_ : store_.metrics(); }
  AuditLog& audit_log() override { return store_.audit_log(); }
  CommitOutcome commit(const Commit& commit) override {
    if (down_) throw StoreUnavailable("down, says the test");
    if (const auto script = std::exchange(next_, nullptr)) {
      if (const auto answer = script(commit)) return *answer;
    }
    const auto outcome = store_.commit(commit);
    if (outcome == CommitOutcome::kDone) commits_.push_back(commit);
    return outcome;
  }
  void check() override { store_.check(); }

 private:
  store::MemoryStore store_;
  Script next_;
  MetricsBook* book_ = nullptr;
  bool down_ = false;
  std::vector<Commit> commits_;
};

}  // namespace callroom::app::test
