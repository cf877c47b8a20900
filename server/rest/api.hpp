#pragma once

#include "base/clock.hpp"
#include "http/handler.hpp"
#include "rest/options.hpp"
#include "rest/origin_policy.hpp"
#include "rest/security_headers.hpp"
#include "rest/services.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace callroom::rest {

struct Machinery;

/// The REST API under /api and /api/v1, and the site (Services::site) everywhere else.
///
/// Requests arrive on I/O threads; whatever may block runs on Services::workers, so these must be stopped (their queue
/// run empty) before the Api's services are destroyed. The Api itself may go first.
class Api final : public http::Handler {
 public:
  /// Throws std::invalid_argument when a trusted proxy is neither an address nor a network.
  Api(const Services& services, Options options);

  [[nodiscard]] std::uint64_t max_body(const http::Request& head) const override;
  void handle(std::shared_ptr<http::Exchange> exchange) override;

  /// The policy built from Options::allowed_origins, to be shared with the Socket.IO handshake.
  [[nodiscard]] std::shared_ptr<const OriginPolicy> origins() const;

 private:
  std::shared_ptr<Machinery> machinery_;
};

/// http::ServerOptions::error_body: what the connection answers by itself (408, 413, 431, …), in the envelope and with
/// the headers of every answer. `clock` outlives it.
[[nodiscard]] std::function<http::Response(unsigned status, std::string_view reason)> connection_error_body(
    const base::Clock& clock, Transport transport);

}  // namespace callroom::rest
