#pragma once

#include "app/context.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "cli/globals.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <memory>
#include <string>

namespace callroom::cli {

/// The records that a command works on: the same store, with the same rules, as the server's.
class Records {
 public:
  explicit Records(const config::Config& config);
  ~Records();

  [[nodiscard]] const app::Environment& env() const noexcept;
  [[nodiscard]] app::Store& store() const noexcept;
  [[nodiscard]] base::WallTime now() const { return clock_.now(); }

  /// `who`: an id or an e-mail address. Throws CommandFailed when there is nobody.
  [[nodiscard]] domain::User find_user(const std::string& who) const;
  /// Throws CommandFailed when it is no id or there is no such session.
  [[nodiscard]] domain::Session find_session(const std::string& id) const;

 private:
  base::SystemClock clock_;
  std::unique_ptr<app::Store> store_;
  std::unique_ptr<app::Environment> env_;
};

[[nodiscard]] std::string user_line(const domain::User& user);
[[nodiscard]] std::string session_line(const domain::Session& session);

/// "now", "+90m", "-2h" or an ISO-8601 date-time. Throws CommandFailed.
[[nodiscard]] base::WallTime parse_when(const std::string& text, base::WallTime now);

/// Parses with `parse` or throws CommandFailed naming what is allowed.
template <class T, class Parse>
[[nodiscard]] T parse_or_fail(const std::string& text, Parse parse, const char* what, const char* allowed) {
  const auto value = parse(text);
  if (!value) throw CommandFailed(std::string(what) + " '" + text + "' is none of: " + allowed);
  return *value;
}

/// One line from standard input, without its end. Throws CommandFailed when there is none.
[[nodiscard]] base::Secret read_secret_line();

}  // namespace callroom::cli
