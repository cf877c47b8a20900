#include "rest/query.hpp"

#include "base/iso_time.hpp"
#include "http/message.hpp"

#include <algorithm>
#include <charconv>

namespace callroom::rest {

Query::Query(std::string_view query) {
  while (!query.empty()) {
    const auto end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    const auto equals = pair.find('=');
    auto name = http::percent_decode(pair.substr(0, equals), http::Plus::kSpace);
    if (!name || name->empty()) continue;
    const auto value = equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
    pairs_.emplace_back(*std::move(name), http::percent_decode(value, http::Plus::kSpace));
  }
}

void Query::set_wrong(std::string_view name) {
  if (!wrong_) wrong_ = std::string{name};
}

std::optional<std::string> Query::text(std::string_view name) {
  for (const auto& [key, value] : pairs_) {
    if (key != name) continue;
    if (!value) set_wrong(name);
    if (!value || value->empty()) return std::nullopt;
    return value;
  }
  return std::nullopt;
}

std::optional<base::WallTime> Query::time(std::string_view name) {
  const auto value = text(name);
  if (!value) return std::nullopt;
  const auto time = base::from_iso(*value);
  if (!time) set_wrong(name);
  return time;
}

std::optional<std::size_t> Query::number(std::string_view name, std::size_t least, std::size_t most) {
  const auto digits = text(name);
  if (!digits) return std::nullopt;
  std::size_t value = 0;
  const char* end = digits->data() + digits->size();
  const auto [stopped, error] = std::from_chars(digits->data(), end, value);
  if (error == std::errc{} && stopped == end && value >= least && value <= most) return value;
  set_wrong(name);
  return std::nullopt;
}

std::optional<domain::SessionStatus> Query::session_status(std::string_view name) {
  const auto value = text(name);
  if (!value) return std::nullopt;
  const auto status = domain::parse_session_status(*value);
  if (!status) set_wrong(name);
  return status;
}

std::optional<std::string> Query::one_of(std::string_view name, std::initializer_list<std::string_view> words) {
  auto value = text(name);
  if (!value) return std::nullopt;
  if (std::ranges::find(words, *value) != words.end()) return value;
  set_wrong(name);
  return std::nullopt;
}

app::PageRequest Query::page() {
  auto cursor = text("cursor");
  return {.limit = number("limit", 1, kMaxPage).value_or(kDefaultPage), .cursor = std::move(cursor)};
}

}  // namespace callroom::rest
