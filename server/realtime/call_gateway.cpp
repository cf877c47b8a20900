#include "realtime/call_gateway.hpp"

#include "realtime/connection.hpp"

#include <boost/json/object.hpp>
#include <utility>

namespace callroom::realtime {
namespace {

const std::shared_ptr<Connection>& connection_in(const std::shared_ptr<const void>& attachment) {
  return static_cast<const ConnectionRef*>(attachment.get())->connection;
}

const std::shared_ptr<Connection>& connection_of(const socketio::Socket& socket) {
  return connection_in(socket.attachment());
}

Failure too_many_events() { return {EventError::kRateLimited, "Too many events. Slow down.", {}}; }

/// CONNECT_ERROR as the contract has it; `reason` is REST's code for the same refusal.
socketio::ConnectError refusal(app::TokenError error) {
  const auto code = to_string(EventError::kAuthenticationFailed);
  switch (error) {
    case app::TokenError::kMissing:
      return {"A token is needed in auth.token.", {{"code", code}, {"reason", "UNAUTHENTICATED"}}};
    case app::TokenError::kExpired:
      return {"The token has expired.", {{"code", code}, {"reason", "TOKEN_EXPIRED"}}};
    case app::TokenError::kInvalid:
      break;
  }
  return {"The token is not valid.", {{"code", code}, {"reason", "UNAUTHENTICATED"}}};
}

}  // namespace

CallGateway::CallGateway(GatewayOptions options, const app::TokenVerifier& tokens, const base::Clock& clock,
                         app::Workers& workers, app::Log& log, CallEvents& events)
    : options_(std::move(options)), tokens_(tokens), clock_(clock), workers_(workers), log_(log), events_(events) {}

void CallGateway::authorize(const socketio::ConnectRequest& request, socketio::AdmissionCallback answer) {
  const auto* token = request.auth.if_contains("token");
  if (options_.has_token_in_query(request.handshake.query) || token == nullptr || !token->is_string()) {
    return answer(refusal(app::TokenError::kMissing), {});
  }
  Newcomer newcomer{options_.client_address(request.handshake), std::string(request.handshake.header("user-agent")),
                    std::move(answer)};
  const std::string_view text = token->get_string();
  if (auto known = tokens_.recall(text)) return admit(*std::move(known), std::move(newcomer));
  const auto shared = std::make_shared<Newcomer>(std::move(newcomer));
  auto verify = [this, token = std::string(text), shared] { admit(tokens_.verify(token), std::move(*shared)); };
  if (!workers_.submit(std::move(verify))) {
    const auto busy = unavailable();
    shared->answer(socketio::ConnectError{busy.message, {{"code", to_string(busy.code)}}}, {});
  }
}

void CallGateway::admit(base::Result<app::Identity, app::TokenError> identity, Newcomer newcomer) const {
  if (!identity) return newcomer.answer(refusal(identity.error()), {});
  const base::TokenBucket bucket(options_.events_per_second, options_.event_burst, clock_.steady_now());
  auto connection = std::make_shared<Connection>(*std::move(identity), std::move(newcomer.ip_address),
                                                 std::move(newcomer.user_agent), bucket);
  newcomer.answer(std::nullopt, {std::make_shared<const ConnectionRef>(ConnectionRef{std::move(connection)})});
}

bool CallGateway::may_recover(const std::shared_ptr<const void>& past, const std::shared_ptr<const void>& present) {
  return events_.may_recover(*connection_in(past), *connection_in(present));
}

void CallGateway::on_connect(const std::shared_ptr<socketio::Socket>& socket, const boost::json::object&) {
  log_.write(app::LogLevel::kDebug, "socket connected",
             {.socket_id = socket->id(),
              .code = socket->recovered() ? "recovered" : "new",
              .peer = connection_of(*socket)->ip_address});
  connection_of(*socket)->socket_id = socket->id();
  if (socket->recovered()) events_.recovered(socket, connection_of(*socket));
}

bool CallGateway::may_send(Connection& connection) const { return connection.events.take(clock_.steady_now()); }

void CallGateway::on_event_view(const std::shared_ptr<socketio::Socket>& socket, socketio::EventView event) {
  const auto* relayed = find_relayed_event(event.name);
  if (relayed == nullptr) return NamespaceHandler::on_event_view(socket, std::move(event));
  const auto& connection = connection_of(*socket);
  if (!may_send(*connection)) return Answer(socket, std::move(event.ack)).fail(too_many_events());
  events_.relay(socket, connection, *relayed, std::move(event));
}

void CallGateway::on_event(const std::shared_ptr<socketio::Socket>& socket, socketio::Event event) {
  const auto& connection = connection_of(*socket);
  Answer answer(socket, std::move(event.ack));
  if (!may_send(*connection)) return answer.fail(too_many_events());
  events_.handle({socket, connection, {}, std::move(event.args), std::move(answer)}, event.name);
}

void CallGateway::on_disconnect(const std::shared_ptr<socketio::Socket>& socket, socketio::DisconnectReason reason) {
  log_.write(app::LogLevel::kDebug, "socket disconnected",
             {.socket_id = socket->id(), .code = socketio::to_string(reason)});
  // A server that goes down has not lost its peers: they come back to the next one, which continues the call.
  if (reason != socketio::DisconnectReason::kServerShutdown) events_.lost(socket, connection_of(*socket));
}

}  // namespace callroom::realtime
