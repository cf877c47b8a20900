#include "cli/records.hpp"

#include "base/iso_time.hpp"
#include "wiring/data.hpp"
#include "wiring/options.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <optional>

namespace callroom::cli {

Records::Records(const config::Config& config)
    : store_(open_store(config, clock_)), env_(std::make_unique<app::Environment>(make_environment(config, *store_, clock_))) {}
Records::~Records() = default;

const app::Environment& Records::env() const noexcept { return *env_; }
app::Store& Records::store() const noexcept { return *store_; }

domain::User Records::find_user(const std::string& who) const {
  std::optional<domain::User> user;
  if (const auto id = domain::UserId::parse(who)) {
    user = store_->user(*id);
  } else {
    std::string email = who;
    std::transform(email.begin(), email.end(), email.begin(),
                   [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    user = store_->user_by_email(email);
  }
  if (!user) throw CommandFailed("no user has the id or e-mail address '" + who + "'");
  return *std::move(user);
}

domain::Session Records::find_session(const std::string& id) const {
  const auto parsed = domain::SessionId::parse(id);
  if (!parsed) throw CommandFailed("'" + id + "' is no session id (24 hex digits)");
  auto session = store_->session(*parsed);
  if (!session) throw CommandFailed("there is no session " + id);
  return *std::move(session);
}

std::string user_line(const domain::User& user) {
  return fmt::format("{}  {:<12}  {:<32}  {}", user.id.str(), domain::to_string(user.role), user.email, user.name);
}

std::string session_line(const domain::Session& session) {
  return fmt::format("{}  {}  {:<10}  {:<11}  paid: {:<9}  client {}  psychologist {}", session.id.str(),
                     base::to_iso(session.session_date), domain::to_string(session.type),
                     domain::to_string(session.status), domain::to_string(session.payment), session.client_id.str(),
                     session.psychologist_id.str());
}

base::WallTime parse_when(const std::string& text, base::WallTime now) {
  if (text == "now") return now;
  if (text.size() >= 3 && (text.front() == '+' || text.front() == '-')) {
    long amount = 0;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size() - 1, amount);
    const char unit = text.back();
    // A century, so that the arithmetic below cannot overflow.
    constexpr long kMaxHours = 24L * 366 * 100;
    if (error == std::errc{} && end == text.data() + text.size() - 1 && amount <= kMaxHours &&
        (unit == 'm' || unit == 'h')) {
      const auto by = unit == 'h' ? base::Minutes{amount * 60} : base::Minutes{amount};
      return text.front() == '+' ? now + by : now - by;
    }
  }
  const auto time = base::from_iso(text);
  if (!time) throw CommandFailed("'" + text + "' is no date-time: now, +90m, -2h or 2026-01-31T15:00:00Z");
  return *time;
}

base::Secret read_secret_line() {
  std::string line;
  if (!std::getline(std::cin, line) || line.empty()) throw CommandFailed("nothing came on standard input");
  return base::Secret{std::move(line)};
}

}  // namespace callroom::cli
