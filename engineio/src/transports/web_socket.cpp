#include "transports/web_socket.hpp"

#include "transports/web_socket_stream.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <optional>
#include <utility>

namespace engineio::transports {
namespace {

namespace beast = boost::beast;

using UpgradeRequest = beast::http::request<beast::http::empty_body>;

// The header as Beast's handshake wants it. nullopt: not a header, or bytes follow it; a client "MUST wait for a
// response from the server before sending any further data" (RFC 6455, section 4.1).
std::optional<UpgradeRequest> parse_header(const std::string& received) {
  beast::http::request_parser<beast::http::empty_body> parser;
  // The http server bounded the header already.
  parser.header_limit(static_cast<std::uint32_t>(received.size()) + 1);
  beast::error_code error;
  const std::size_t used = parser.put(boost::asio::buffer(received), error);
  if (error || !parser.is_header_done() || used != received.size()) {
    return std::nullopt;
  }
  return parser.release();
}

template <class Stream>
void accept_over(Stream stream, std::shared_ptr<void> lease, const UpgradeRequest& request, std::size_t max_message,
                 WebSocket::Accepted accepted) {
  std::make_shared<WebSocketStream<Stream>>(std::move(stream), std::move(lease), max_message)
      ->accept(request, std::move(accepted));
}

}  // namespace

void WebSocket::accept(http::Takeover takeover, std::size_t max_message, Accepted accepted) {
  const auto request = parse_header(takeover.received);
  if (!request) {
    return;  // Destroying the stream closes the connection.
  }
  if (auto* const plain = std::get_if<http::PlainStream>(&takeover.stream)) {
    accept_over(std::move(*plain), std::move(takeover.lease), *request, max_message, std::move(accepted));
  } else {
    accept_over(std::move(*std::get<std::unique_ptr<http::TlsStream>>(takeover.stream)), std::move(takeover.lease),
                *request, max_message, std::move(accepted));
  }
}

}  // namespace engineio::transports
