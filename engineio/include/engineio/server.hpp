#pragma once

#include "base/clock.hpp"
#include "engineio/socket.hpp"
#include "http/handler.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace engineio {

/// All times and bounds of a server. The defaults are the protocol's usual ones.
struct Config {
  std::string path = "/socket.io/";
  std::chrono::milliseconds ping_interval{25'000};
  std::chrono::milliseconds ping_timeout{20'000};
  /// A probe that is not followed by an upgrade packet is dropped after this.
  std::chrono::milliseconds upgrade_timeout{10'000};
  /// Largest message, and largest POST body, in bytes (`maxPayload` of the handshake).
  std::size_t max_payload = 1'000'000;
  /// Bound of the outgoing queue of one session, in bytes of payload.
  std::size_t max_queue_bytes = 4 * 1024 * 1024;
  std::size_t max_sessions = 20'000;
  bool allow_upgrades = true;
  /// Decides whether a request with this Origin header may speak to us (empty: none was sent) and so whether CORS
  /// headers are given and a WebSocket is accepted. `host` is the Host header: a page of one's own has the origin
  /// "scheme://host". Called on the connections' threads. Default: every origin.
  std::function<bool(std::string_view origin, std::string_view host)> origin_allowed;
};

/// An Engine.IO protocol 4 server (https://github.com/socketio/engine.io-protocol), mounted as a handler of an
/// http::Server, alone or beside others: whoever mounts it passes on the requests whose path is `Config::path`.
class Server final : public http::Handler {
 public:
  /// `handler` and `clock` outlive the server.
  Server(Config config, engineio::Handler& handler, const base::Clock& clock);
  ~Server() override;

  [[nodiscard]] std::uint64_t max_body(const http::Request& head) const override;
  void handle(std::shared_ptr<http::Exchange> exchange) override;
  [[nodiscard]] bool accepts_upgrade(const http::Request& head) const override;
  void take_over(http::Takeover takeover) override;

  [[nodiscard]] std::size_t session_count() const;
  /// Refuses new sessions (503) and ends the present ones with kServerShutdown: each gets a close packet.
  /// Returns at once; session_count() falls to 0 as they go. Thread-safe.
  void shutdown();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace engineio
