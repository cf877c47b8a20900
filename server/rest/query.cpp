#include "rest/query.hpp"

#include "base/iso_time.hpp"
#include "http/message.hpp"

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

std::optional<domain::SessionStatus> Query::session_status(std::string_view name) {
  const auto value = text(name);
  if (!value) return std::nullopt;
  const auto status = domain::parse_session_status(*value);
  if (!status) set_wrong(name);
  return status;
}

app::PageRequest Query::page() {
  app::PageRequest page{.limit = kDefaultPage, .cursor = text("cursor")};
  if (const auto limit = text("limit")) {
    const char* end = limit->data() + limit->size();
    const auto [stopped, error] = std::from_chars(limit->data(), end, page.limit);
    if (error != std::errc{} || stopped != end || page.limit < 1 || page.limit > kMaxPage) {
      set_wrong("limit");
      page.limit = kDefaultPage;
    }
  }
  return page;
}

}  // namespace callroom::rest
