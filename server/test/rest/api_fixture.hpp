#pragma once

#include "fakes.hpp"
#include "rest/api.hpp"

#include <gtest/gtest.h>
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace callroom::rest::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// One answer, with its JSON read.
struct Answer {
  unsigned status = 0;
  http::Headers headers;
  std::string body;
  boost::json::value json;

  [[nodiscard]] std::string header(std::string_view name) const {
    return std::string{headers.find(name).value_or("(none)")};
  }
  [[nodiscard]] bool has(std::string_view name) const { return headers.find(name).has_value(); }
  [[nodiscard]] std::string code() const;
  /// data.<key>
  [[nodiscard]] const boost::json::value& data(std::string_view key) const;
};

/// A whole API over the memory store, with a clock that stands still: a client and a psychologist with a confirmed,
/// paid session in five minutes, an admin, and a stranger. Tokens are their names.
class ApiTest : public ::testing::Test {
 protected:
  explicit ApiTest(Options options = {});
  ~ApiTest() override;

  Answer ask(std::string_view method, std::string_view target, std::string_view token = {}, std::string body = {},
             const Fields& headers = {});
  /// The same with every part of the request in the caller's hands.
  Answer ask(http::Request request);
  [[nodiscard]] static http::Request make(std::string_view method, std::string_view target, std::string_view token = {},
                                          std::string body = {}, const Fields& headers = {});
  /// Another session of the two, with some of its fields changed.
  domain::SessionId add_session(const std::function<void(domain::Session&)>& change);
  domain::User add_user(const std::string& name, domain::Role role);
  void break_store(std::function<void()> thrower) { *store.breaks.lock() = std::move(thrower); }
  /// Remakes the API with other options.
  void configure(Options options);
  [[nodiscard]] std::vector<LoggedLine> log_lines() { return *log.lines.lock(); }
  [[nodiscard]] std::string at(std::string_view route) const { return std::string{route} + session.str(); }

  base::ManualClock clock;
  BreakableStore store;
  app::Environment env{.store = store, .clock = clock, .access = {}, .call = {}, .audit = app::AuditMode::kOn};
  FakeTokens tokens{clock};
  FakePasswords passwords;
  FakeIce ice;
  RecordingNotifier notifier;
  FakeDirectory directory;
  FakeSigner signer;
  RecordingLog log;
  app::Workers workers{2, 64, nullptr};
  app::Workers password_workers{1, 64, nullptr};
  std::unique_ptr<Api> api;

  domain::User client, psychologist, admin, stranger;
  domain::SessionId session;
};

/// A limit that no test of something else meets.
[[nodiscard]] Options roomy();

}  // namespace callroom::rest::test
