#pragma once

#include "app/ports/meter.hpp"
#include "app/ports/tokens.hpp"
#include "base/guarded.hpp"
#include "base/token_bucket.hpp"
#include "realtime/call_events.hpp"
#include "socketio/server.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::realtime {

struct GatewayOptions {
  /// Events of one socket, all names together.
  double events_per_second = 50;
  double event_burst = 200;
  /// The peer's address as it stands in the audit trail: behind a trusted proxy not the connection's.
  std::function<std::string(const engineio::Handshake&)> client_address;
  /// Whether a query string carries a token. A URL ends in logs and histories: such a socket is refused even if the
  /// right token comes beside it. Given from outside, so that REST and the handshake go by one rule.
  std::function<bool(std::string_view)> has_token_in_query;
  /// Told of events and of what is refused; null: nobody is. Outlives the gateway.
  app::Meter* meter = nullptr;
};

/// What the main namespace does: lets a socket in by its token, hands its events on, notices when it goes.
class CallGateway final : public socketio::NamespaceHandler {
 public:
  /// All of it outlives the gateway.
  CallGateway(GatewayOptions options, const app::TokenVerifier& tokens, const base::Clock& clock, app::Workers& workers,
              app::Log& log, CallEvents& events);

  void authorize(const socketio::ConnectRequest& request, socketio::AdmissionCallback answer) override;
  [[nodiscard]] bool may_recover(const std::shared_ptr<const void>& past,
                                 const std::shared_ptr<const void>& present) override;
  void on_connect(const std::shared_ptr<socketio::Socket>& socket, const boost::json::object& auth) override;
  /// Relayed events stay as they are; all others are copied and come by on_event().
  void on_event_view(const std::shared_ptr<socketio::Socket>& socket, socketio::EventView event) override;
  void on_event(const std::shared_ptr<socketio::Socket>& socket, socketio::Event event) override;
  void on_disconnect(const std::shared_ptr<socketio::Socket>& socket, socketio::DisconnectReason reason) override;

 private:
  /// A peer whose token is looked at.
  struct Newcomer {
    std::string ip_address;
    std::string user_agent;
    socketio::AdmissionCallback answer;
  };
  void admit(base::Result<app::Identity, app::TokenError> identity, Newcomer newcomer);
  /// Recorded before it is answered.
  void refuse(app::TokenError error, Newcomer newcomer);
  /// The server cannot do this at the moment.
  void turn_away(const Newcomer& newcomer) const;
  /// How many refusals before this one were not recorded; nullopt: neither is this one.
  [[nodiscard]] std::optional<std::int64_t> may_record_refusal();

  struct RefusalRecords {
    base::TokenBucket bucket;
    std::int64_t unrecorded = 0;
  };
  /// The socket's budget of events: false when it is spent.
  [[nodiscard]] bool may_send(Connection& connection) const;

  const GatewayOptions options_;
  const app::TokenVerifier& tokens_;
  const base::Clock& clock_;
  app::Workers& workers_;
  app::Log& log_;
  CallEvents& events_;
  base::Guarded<RefusalRecords> refusals_;
};

}  // namespace callroom::realtime
