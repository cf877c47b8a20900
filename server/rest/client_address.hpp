#pragma once

#include "http/message.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace callroom::rest {

/// The proxies in front of us whose word about the client is taken.
class TrustedProxies {
 public:
  /// Addresses ("::1") or networks ("10.0.0.0/8"). Throws std::invalid_argument naming the entry that is neither.
  explicit TrustedProxies(const std::vector<std::string>& entries);

  [[nodiscard]] bool contains(const boost::asio::ip::address& address) const;
  /// Who sent the request: the peer or, when the peer is a trusted proxy, the right-most hop of X-Forwarded-For that is
  /// not one. Only what trusted proxies wrote counts: whatever stands left of that hop came from the client itself.
  [[nodiscard]] std::string client_of(const http::Request& request) const;
  /// Whether the client speaks TLS: to us or, as X-Forwarded-Proto says, to a trusted proxy.
  [[nodiscard]] bool is_secure(const http::Request& request) const;

 private:
  using Network = std::variant<boost::asio::ip::network_v4, boost::asio::ip::network_v6>;
  std::vector<Network> networks_;
};

/// What an address is counted by: itself for IPv4; for IPv6 its /64, the smallest network one subscriber gets
/// (RFC 6177), or one machine would have 2^64 budgets.
[[nodiscard]] std::string rate_key_of_address(std::string_view address);

}  // namespace callroom::rest
