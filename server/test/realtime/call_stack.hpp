#pragma once

#include "app/call_lifecycle.hpp"
#include "app/workers.hpp"
#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "base/iso_time.hpp"
#include "realtime/call_events.hpp"
#include "realtime/call_gateway.hpp"
#include "realtime/call_rooms.hpp"
#include "scripted_peer.hpp"
#include "store/memory/memory_store.hpp"

#include <gtest/gtest.h>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::realtime::test {

/// The one query string that the stack's gateway is told to carry a token.
constexpr const char* kTokenInQuery = "EIO=4&token=x";

/// A store that can be switched off, and that tells everything it was given to audit.
class BreakableStore final : public store::MemoryStore {
 public:
  std::atomic<bool> broken = false;
  /// Commits that still succeed before the store breaks; negative: as many as you like.
  std::atomic<int> fail_after = -1;
  std::atomic<int> commits = 0;  ///< Those that did not fail.

  app::CommitOutcome commit(const app::Commit& commit) override {
    if (fail_after >= 0 && fail_after-- == 0) broken = true;
    if (broken) throw app::StoreUnavailable("switched off");
    const auto outcome = MemoryStore::commit(commit);
    ++commits;
    auto audited = audited_.lock();
    audited->insert(audited->end(), commit.audit.begin(), commit.audit.end());
    return outcome;
  }
  [[nodiscard]] std::vector<domain::AuditRecord> all_audit() { return *audited_.lock(); }

 private:
  base::Guarded<std::vector<domain::AuditRecord>> audited_;
};

class NoLog final : public app::Log {
 public:
  [[nodiscard]] bool writes(app::LogLevel) const noexcept override { return false; }
  void write(app::LogLevel, app::LogText, const app::LogFields&) noexcept override {}
};

/// "token-<name>" speaks for that user of the People.
class NamedTokens final : public app::TokenVerifier {
 public:
  [[nodiscard]] base::Result<app::Identity, app::TokenError> verify(std::string_view token) const override {
    ++verified;
    const auto found = identities.find(std::string(token));
    if (token == "token-expired") return app::TokenError::kExpired;
    if (found == identities.end()) return app::TokenError::kInvalid;
    return found->second;
  }
  [[nodiscard]] std::optional<base::Result<app::Identity, app::TokenError>> verify_at_once(
      std::string_view token) const override {
    if (token != remembered) return std::nullopt;
    if (remembered_expired) return app::TokenError::kExpired;
    return identities.at(std::string(token));
  }
  std::map<std::string, app::Identity> identities;
  std::string remembered;  ///< The one token that verify_at_once() knows.
  bool remembered_expired = false;
  mutable std::atomic<int> verified = 0;
};

/// What outlives a server: the clock, the records, the people.
struct World {
  World();
  domain::User add_user(const std::string& name, domain::Role role);
  domain::Session add_session(const domain::User& client, const domain::User& psychologist,
                              domain::PaymentStatus payment = domain::PaymentStatus::kPaid);
  [[nodiscard]] domain::Session stored() { return *store.session(session.id); }
  /// How many audit records of the session have this action.
  [[nodiscard]] std::size_t audited(domain::AuditAction action);

  base::ManualClock clock;
  BreakableStore store;
  NamedTokens tokens;
  domain::User client;
  domain::User psychologist;
  domain::User admin;
  domain::User stranger;
  domain::Session session;
  std::string room;
};

/// One server's realtime parts over a World, run by the test.
class CallStack {
 public:
  explicit CallStack(World& world);
  ~CallStack();

  /// A connected socket of that user. `rest`: more members of the CONNECT payload.
  std::unique_ptr<Peer> connect(const std::string& name, boost::json::object rest = {});
  std::unique_ptr<Peer> unconnected();
  /// connect() and join-room, which must succeed.
  std::unique_ptr<Peer> join(const std::string& name);

  /// Runs everything until `done` holds; false (after five seconds of real time) if it never does.
  bool run_until(const std::function<bool()>& done);
  /// Moves the clock and lets the room look at it.
  void advance(base::Millis by);
  /// Runs until nothing is left to do, the workers included.
  void settle();

  World& world;
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work{context.get_executor()};
  NoLog log;
  app::Environment env;
  app::Workers workers;
  socketio::Server sockets;
  RoomIndex index;
  RoomEnvironment room_env;
  CallRooms rooms;
  CallEvents events;
  CallGateway gateway;

 private:
  int next_socket_ = 0;
};

}  // namespace callroom::realtime::test
