#pragma once

#include "app/ports/call_directory.hpp"
#include "app/ports/call_notifier.hpp"
#include "app/ports/ice_servers.hpp"
#include "app/ports/log.hpp"
#include "app/ports/passwords.hpp"
#include "app/ports/signer.hpp"
#include "app/ports/tokens.hpp"
#include "base/guarded.hpp"
#include "http/handler.hpp"
#include "store/memory/memory_store.hpp"

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace callroom::rest::test {

/// An exchange without a connection: a test waits for its answer.
class FakeExchange final : public http::Exchange {
 public:
  explicit FakeExchange(http::Request request) : request_(std::move(request)) {}

  [[nodiscard]] const http::Request& request() const override { return request_; }
  void respond(http::Response response) override {
    {
      const std::lock_guard lock{mutex_};
      if (!response_) response_ = std::move(response);
    }
    answered_.notify_all();
  }
  void on_abort(std::function<void()>) override {}
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return context_.get_executor(); }

  /// Waits for respond(); nullopt: none came (the bound only keeps a broken test from hanging).
  [[nodiscard]] std::optional<http::Response> wait() {
    std::unique_lock lock{mutex_};
    answered_.wait_for(lock, std::chrono::seconds{30}, [this] { return response_.has_value(); });
    return response_;
  }
  [[nodiscard]] bool answered() {
    const std::lock_guard lock{mutex_};
    return response_.has_value();
  }
  [[nodiscard]] boost::asio::io_context& context() { return context_; }

 private:
  http::Request request_;
  mutable boost::asio::io_context context_{1};
  std::mutex mutex_;
  std::condition_variable answered_;
  std::optional<http::Response> response_;
};

/// Tokens are words that a test gives a meaning.
class FakeTokens final : public app::TokenVerifier, public app::TokenIssuer {
 public:
  explicit FakeTokens(const base::Clock& clock) : clock_(clock) {}
  std::map<std::string, app::Identity, std::less<>> identities;

  [[nodiscard]] base::Result<app::Identity, app::TokenError> verify(std::string_view token) const override {
    if (token == "expired") return app::TokenError::kExpired;
    const auto found = identities.find(token);
    if (found == identities.end()) return app::TokenError::kInvalid;
    return found->second;
  }
  [[nodiscard]] app::IssuedToken issue(const domain::User& user, base::Millis lifetime) const override {
    return {base::Secret{"token-of-" + user.id.str()}, clock_.now() + lifetime};
  }

 private:
  const base::Clock& clock_;
};

class FakePasswords final : public app::Passwords {
 public:
  [[nodiscard]] base::Secret hash(const base::Secret& password) override {
    return base::Secret{"hash of " + password.reveal()};
  }
  [[nodiscard]] bool verify(const base::Secret& password, const base::Secret& hash) override {
    ++verified;
    return hash.reveal() == "hash of " + password.reveal();
  }
  std::atomic<int> verified{0};
};

class FakeIce final : public app::IceServers {
 public:
  [[nodiscard]] app::IceConfiguration for_user(const domain::UserId& user) const override {
    return {.servers = {{.urls = {"stun:stun.example.org"}, .username = "", .credential = {}},
                        {.urls = {"turn:turn.example.org", "turns:turn.example.org"},
                         .username = "123:" + user.str(),
                         .credential = base::Secret{"minted"}}},
            .transport_policy = "all"};
  }
};

class RecordingNotifier final : public app::CallNotifier {
 public:
  void call_started(const domain::Session& session) override { started.lock()->push_back(session.id.str()); }
  void call_ended(const domain::Session& session) override { ended.lock()->push_back(session.id.str()); }
  base::Guarded<std::vector<std::string>> started;
  base::Guarded<std::vector<std::string>> ended;
};

/// Calls that a test says are going on.
class FakeDirectory final : public app::CallDirectory {
 public:
  base::Guarded<std::vector<domain::Call>> open;

  [[nodiscard]] std::optional<domain::Call> call_in(const domain::RoomId& room) override {
    for (auto& call : calls()) {
      if (call.room_id == room) return call;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::vector<domain::Call> calls() override { return *open.lock(); }
};

struct LoggedLine {
  app::LogLevel level = app::LogLevel::kInfo;
  std::string message, request_id, route, method, code, peer, cause;
  std::optional<unsigned> status;
  std::optional<domain::SessionId> session_id;
};
class RecordingLog final : public app::Log {
 public:
  [[nodiscard]] bool writes(app::LogLevel) const noexcept override { return true; }
  void write(app::LogLevel level, app::LogText message, const app::LogFields& f) noexcept override {
    lines.lock()->push_back({level, std::string{message.str()}, std::string{f.request_id}, std::string{f.route},
                             std::string{f.method}, std::string{f.code}, std::string{f.peer}, std::string{f.cause},
                             f.status, f.session_id});
  }
  base::Guarded<std::vector<LoggedLine>> lines;
};

/// The memory store, until a test says that it is broken: then every call throws what `breaks` throws.
class BreakableStore final : public app::Store {
 public:
  base::Guarded<std::function<void()>> breaks;

  [[nodiscard]] std::optional<domain::User> user(const domain::UserId& id) override { return in().user(id); }
  [[nodiscard]] std::optional<domain::User> user_by_email(const std::string& email) override {
    return in().user_by_email(email);
  }
  [[nodiscard]] app::Page<domain::User> users(const app::PageRequest& page) override { return in().users(page); }
  [[nodiscard]] std::optional<domain::Session> session(const domain::SessionId& id) override {
    return in().session(id);
  }
  [[nodiscard]] std::optional<domain::Session> session_by_room(const domain::RoomId& room) override {
    return in().session_by_room(room);
  }
  [[nodiscard]] app::Page<domain::Session> sessions(const app::SessionFilter& filter,
                                                    const app::PageRequest& page) override {
    return in().sessions(filter, page);
  }
  [[nodiscard]] app::Page<domain::Session> ended_calls(const std::optional<domain::UserId>& participant,
                                                       const app::PageRequest& page) override {
    return in().ended_calls(participant, page);
  }
  [[nodiscard]] std::vector<domain::Session> running_calls() override { return in().running_calls(); }
  [[nodiscard]] std::vector<domain::PresenceInterval> presence(const domain::SessionId& session) override {
    return in().presence(session);
  }
  [[nodiscard]] std::vector<domain::SessionId> sessions_with_open_stays() override {
    return in().sessions_with_open_stays();
  }
  [[nodiscard]] std::vector<domain::QualitySample> quality_of(const domain::SessionId& session) override {
    return in().quality_of(session);
  }
  [[nodiscard]] std::vector<base::WallTime> quality_times(const domain::SessionId& session,
                                                          const domain::UserId& user) override {
    return in().quality_times(session, user);
  }
  [[nodiscard]] std::map<domain::SessionId, double> average_levels(
      const std::vector<domain::SessionId>& sessions) override {
    return in().average_levels(sessions);
  }
  [[nodiscard]] std::vector<domain::CallRating> ratings_of(const std::vector<domain::SessionId>& sessions) override {
    return in().ratings_of(sessions);
  }
  [[nodiscard]] std::vector<domain::AuditRecord> audit_of(const domain::SessionId& session) override {
    return in().audit_of(session);
  }
  [[nodiscard]] app::MetricsBook& metrics() override { return in().metrics(); }
  [[nodiscard]] app::AuditLog& audit_log() override { return in().audit_log(); }
  app::CommitOutcome commit(const app::Commit& commit) override { return in().commit(commit); }
  void check() override { in().check(); }

 private:
  app::Store& in() {
    auto broken = breaks.lock();
    if (*broken) (*broken)();
    return memory_;
  }
  store::MemoryStore memory_;
};

/// One key; signs nothing that anybody verifies here.
class FakeSigner final : public app::Signer {
 public:
  [[nodiscard]] app::Signature sign(std::string_view) override { return {"kid", std::string(64, 's')}; }
  [[nodiscard]] std::vector<app::PublicKey> keys() override {
    return {{"kid", std::string(32, 'x'), base::WallTime{}, std::nullopt}};
  }
};

}  // namespace callroom::rest::test
