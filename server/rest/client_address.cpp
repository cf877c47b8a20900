#include "rest/client_address.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <optional>
#include <stdexcept>

namespace callroom::rest {
namespace {

namespace ip = boost::asio::ip;

/// A v4 address that came in through a v6 socket (::ffff:192.0.2.1) is that v4 address.
ip::address unmapped(const ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return ip::make_address_v4(ip::v4_mapped, address.to_v6());
  return address;
}

std::optional<ip::address> parse_address(std::string_view text) {
  boost::system::error_code error;
  const auto address = ip::make_address(std::string{text}, error);
  if (error) return std::nullopt;
  return unmapped(address);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// The hops of every X-Forwarded-For field, in the order in which they were added.
std::vector<std::string_view> forwarded_hops(const http::Request& request) {
  std::vector<std::string_view> hops;
  for (const auto& [name, value] : request.headers) {
    if (!http::iequals(name, "x-forwarded-for")) continue;
    std::string_view rest = value;
    for (;;) {
      const auto comma = rest.find(',');
      hops.push_back(trimmed(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return hops;
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& entries) {
  for (const auto& entry : entries) {
    const bool network = entry.find('/') != std::string::npos;
    boost::system::error_code error;
    if (entry.find(':') == std::string::npos) {
      const auto parsed = ip::make_network_v4(network ? entry : entry + "/32", error);
      if (!error) networks_.emplace_back(parsed.canonical());
    } else {
      const auto parsed = ip::make_network_v6(network ? entry : entry + "/128", error);
      if (!error) networks_.emplace_back(parsed.canonical());
    }
    if (error) throw std::invalid_argument("trusted proxy '" + entry + "' is not an address or a network");
  }
}

bool TrustedProxies::contains(const ip::address& address) const {
  const auto plain = unmapped(address);
  for (const auto& network : networks_) {
    if (const auto* v4 = std::get_if<ip::network_v4>(&network)) {
      if (!plain.is_v4()) continue;
      const auto mask = v4->netmask().to_uint();
      if ((plain.to_v4().to_uint() & mask) == v4->network().to_uint()) return true;
    } else if (plain.is_v6()) {
      const auto& v6 = std::get<ip::network_v6>(network);
      if (ip::network_v6(plain.to_v6(), v6.prefix_length()).canonical().address() == v6.address()) return true;
    }
  }
  return false;
}

std::string TrustedProxies::client_of(const http::Request& request) const {
  // Nobody is trusted, and IPv4 has one spelling.
  if (networks_.empty() && request.remote_address.find(':') == std::string::npos) return request.remote_address;
  const auto peer = parse_address(request.remote_address);
  if (!peer) return request.remote_address;
  auto client = *peer;
  const auto hops = forwarded_hops(request);
  for (auto hop = hops.rbegin(); hop != hops.rend() && contains(client); ++hop) {
    const auto address = parse_address(*hop);
    if (!address) break;  // a hop that no address can be read from ends what can be believed
    client = *address;
  }
  return client.to_string();
}

bool TrustedProxies::is_secure(const http::Request& request) const {
  if (request.secure) return true;
  const auto peer = parse_address(request.remote_address);
  if (!peer || !contains(*peer)) return false;
  const auto scheme = request.headers.find("x-forwarded-proto");
  return scheme && http::iequals(*scheme, "https");
}

std::string rate_key_of_address(std::string_view address) {
  const auto parsed = parse_address(address);
  if (!parsed || parsed->is_v4()) return parsed ? parsed->to_string() : std::string{address};
  constexpr unsigned short kSubscriberPrefix = 64;
  auto plain = parsed->to_v6();
  plain.scope_id(0);
  return ip::network_v6(plain, kSubscriberPrefix).canonical().to_string();
}

}  // namespace callroom::rest
