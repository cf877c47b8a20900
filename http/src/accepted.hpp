#pragma once

#include "http/descriptor.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <string>

struct sockaddr_storage;

namespace http {

/// A connection as accept4(2) gave it: it does not block, and no reactor knows it yet.
struct Accepted {
  Descriptor descriptor;
  boost::asio::ip::tcp protocol;
  std::string remote_address;  ///< The peer's, without port.
};

/// The next connection that waits at `listener`; without a descriptor and with errno in `error` when there is none
/// (EAGAIN) or it cannot be had.
[[nodiscard]] Accepted accept_from(int listener, int& error);

/// An address as text. IPv4 in IPv6 (::ffff:a.b.c.d, at a listener for both) is written as IPv4: rate limits and logs
/// want one spelling.
[[nodiscard]] std::string address_text(const sockaddr_storage& address);

}  // namespace http
