#pragma once

#include <string_view>

// Forms of single values. Each takes one text, and says only whether it has the form.
namespace callroom::config {

/// "*", or an origin as browsers send it (RFC 6454, section 7): http(s)://host[:port], lower case, no path.
[[nodiscard]] bool is_origin(std::string_view text);
/// An IPv4 or IPv6 address.
[[nodiscard]] bool is_ip_address(std::string_view text);
/// An IP address, or a network in CIDR form: 10.0.0.0/8.
[[nodiscard]] bool is_ip_network(std::string_view text);
/// stun:host[:port] or stuns: (RFC 7064).
[[nodiscard]] bool is_stun_url(std::string_view text);
/// turn:host[:port][?transport=udp|tcp] or turns: (RFC 7065).
[[nodiscard]] bool is_turn_url(std::string_view text);
/// Empty, or http:// or https:// and something after it.
[[nodiscard]] bool is_http_url_or_empty(std::string_view text);

/// "join_attempt=30d": an action of the audit trail, and how long its records are kept.
[[nodiscard]] bool is_action_retention(std::string_view text);

}  // namespace callroom::config
