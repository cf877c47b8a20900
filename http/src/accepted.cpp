#include "accepted.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>

namespace http {
namespace {

/// By hand: inet_ntop(3) goes through sprintf(3).
std::string ipv4_text(const std::uint8_t* bytes) {
  std::array<char, INET_ADDRSTRLEN> text{};
  char* end = text.data();
  for (int i = 0; i < 4; ++i) {
    if (i > 0) *end++ = '.';
    end = std::to_chars(end, text.data() + text.size(), bytes[i]).ptr;
  }
  return {text.data(), end};
}

}  // namespace

std::string address_text(const sockaddr_storage& address) {
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    return ipv4_text(reinterpret_cast<const std::uint8_t*>(&v4.sin_addr));
  }
  sockaddr_in6 v6{};
  std::memcpy(&v6, &address, sizeof v6);
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(&v6.sin6_addr);
  constexpr std::ptrdiff_t kBeforeIpv4 = 12;
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) return ipv4_text(bytes + kBeforeIpv4);
  // A link-local address means something only with its interface.
  boost::asio::ip::address_v6::bytes_type raw{};
  std::copy_n(bytes, raw.size(), raw.begin());
  const bool local = IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr);
  return boost::asio::ip::address_v6{raw, local ? v6.sin6_scope_id : 0}.to_string();
}

Accepted accept_from(int listener, int& error) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  const int number = ::accept4(listener, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (number < 0) {
    error = errno;
    return {Descriptor{}, boost::asio::ip::tcp::v4(), {}};
  }
  const bool v4 = address.ss_family == AF_INET;
  return {Descriptor{number}, v4 ? boost::asio::ip::tcp::v4() : boost::asio::ip::tcp::v6(), address_text(address)};
}

}  // namespace http
