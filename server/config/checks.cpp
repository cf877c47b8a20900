#include "config/checks.hpp"

#include "config/value.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace callroom::config {
namespace {

bool consume(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool is_number(std::string_view text, unsigned min, unsigned max) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number >= min && number <= max;
}

bool is_host_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

bool parses_as(int family, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) return false;  // inet_pton would stop there
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(family, std::string{text}.c_str(), bytes.data()) == 1;
}

/// host, host:port, [v6] or [v6]:port.
bool is_authority(std::string_view text) {
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos || !parses_as(AF_INET6, text.substr(1, close - 1))) return false;
    rest = text.substr(close + 1);
  } else {
    const auto host = text.substr(0, std::min(text.find(':'), text.size()));
    if (host.empty() || !std::all_of(host.begin(), host.end(), is_host_name_char)) return false;
    rest = text.substr(host.size());
  }
  return rest.empty() || (consume(rest, ":") && is_number(rest, 1, 65'535));
}

}  // namespace

bool is_origin(std::string_view text) {
  if (text == "*") return true;
  if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return false;
  return (consume(text, "http://") || consume(text, "https://")) && is_authority(text);
}

bool is_ip_address(std::string_view text) { return parses_as(AF_INET, text) || parses_as(AF_INET6, text); }

bool is_ip_network(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return is_ip_address(text);
  const auto address = text.substr(0, slash);
  const auto length = text.substr(slash + 1);
  if (parses_as(AF_INET, address)) return is_number(length, 0, 32);
  return parses_as(AF_INET6, address) && is_number(length, 0, 128);
}

bool is_stun_url(std::string_view text) {
  return (consume(text, "stun:") || consume(text, "stuns:")) && is_authority(text);
}

bool is_turn_url(std::string_view text) {
  if (!consume(text, "turn:") && !consume(text, "turns:")) return false;
  const auto query = std::min(text.find('?'), text.size());
  const auto transport = text.substr(query);
  return is_authority(text.substr(0, query)) &&
         (transport.empty() || transport == "?transport=udp" || transport == "?transport=tcp");
}

bool is_action_retention(std::string_view text) {
  constexpr std::array<std::string_view, 12> kActions{
      "join_attempt", "join_success",           "join_denied",       "call_start",        "call_end",
      "audit_read",   "connection_established", "connection_failed", "permission_denied", "error_occurred",
      "call_repeated", "user_erased"};
  const auto equals = text.find('=');
  if (equals == std::string_view::npos) return false;
  return std::find(kActions.begin(), kActions.end(), text.substr(0, equals)) != kActions.end() &&
         parse_value(Kind::kDuration, text.substr(equals + 1)).has_value();
}

bool is_http_url_or_empty(std::string_view text) {
  if (text.empty()) return true;
  if (!consume(text, "http://") && !consume(text, "https://")) return false;
  const auto authority = text.substr(0, std::min(text.find_first_of("/?"), text.size()));
  return is_authority(authority) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

}  // namespace callroom::config
