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

/// Anybody may be refused as often as he likes: past this only their number is recorded, or the disk would be his.
constexpr double kRecordedRefusalsPerSecond = 20;
constexpr double kRecordedRefusalsBurst = 200;

/// REST's code for the same refusal.
std::string_view reason_of(app::TokenError error) {
  return error == app::TokenError::kExpired ? "TOKEN_EXPIRED" : "UNAUTHENTICATED";
}

const char* message_of(app::TokenError error) {
  switch (error) {
    case app::TokenError::kMissing:
      return "A token is needed in auth.token.";
    case app::TokenError::kExpired:
      return "The token has expired.";
    case app::TokenError::kInvalid:
      break;
  }
  return "The token is not valid.";
}

/// CONNECT_ERROR as the contract has it.
socketio::ConnectError refusal(app::TokenError error) {
  const auto code = to_string(EventError::kAuthenticationFailed);
  return {message_of(error), {{"code", code}, {"reason", reason_of(error)}}};
}

}  // namespace

CallGateway::CallGateway(GatewayOptions options, const app::TokenVerifier& tokens, const base::Clock& clock,
                         app::Workers& workers, app::Log& log, CallEvents& events)
    : options_(std::move(options)), tokens_(tokens), clock_(clock), workers_(workers), log_(log), events_(events),
      refusals_(RefusalRecords{{kRecordedRefusalsPerSecond, kRecordedRefusalsBurst, clock.steady_now()}, 0}) {}

void CallGateway::authorize(const socketio::ConnectRequest& request, socketio::AdmissionCallback answer) {
  const auto* token = request.auth.if_contains("token");
  Newcomer newcomer{options_.client_address(request.handshake), std::string(request.handshake.header("user-agent")),
                    std::move(answer)};
  if (options_.has_token_in_query(request.handshake.query) || token == nullptr || !token->is_string()) {
    return refuse(app::TokenError::kMissing, std::move(newcomer));
  }
  const std::string_view text = token->get_string();
  if (auto known = tokens_.verify_at_once(text)) return admit(*std::move(known), std::move(newcomer));
  const auto shared = std::make_shared<Newcomer>(std::move(newcomer));
  auto verify = [this, token = std::string(text), shared] { admit(tokens_.verify(token), std::move(*shared)); };
  if (!workers_.submit(std::move(verify))) turn_away(*shared);
}

void CallGateway::admit(base::Result<app::Identity, app::TokenError> identity, Newcomer newcomer) {
  if (!identity) return refuse(identity.error(), std::move(newcomer));
  if (options_.meter != nullptr) options_.meter->connect({});
  const base::TokenBucket bucket(options_.events_per_second, options_.event_burst, clock_.steady_now());
  auto connection = std::make_shared<Connection>(*std::move(identity), std::move(newcomer.ip_address),
                                                 std::move(newcomer.user_agent), bucket);
  newcomer.answer(std::nullopt, {std::make_shared<const ConnectionRef>(ConnectionRef{std::move(connection)})});
}

void CallGateway::refuse(app::TokenError error, Newcomer newcomer) {
  if (options_.meter != nullptr) options_.meter->connect(to_string(EventError::kAuthenticationFailed));
  auto unrecorded = may_record_refusal();
  if (!unrecorded) return newcomer.answer(refusal(error), {});
  const auto shared = std::make_shared<Newcomer>(std::move(newcomer));
  auto record = [this, error, shared, unrecorded = *unrecorded] {
    try {
      events_.record_refused_connect(shared->ip_address, shared->user_agent, reason_of(error), unrecorded);
      shared->answer(refusal(error), {});
    } catch (const app::StoreUnavailable& failure) {
      log_.write(app::LogLevel::kError, "a refused connection could not be audited", {.cause = failure.what()});
      turn_away(*shared);
    }
  };
  if (!workers_.submit(std::move(record))) turn_away(*shared);
}

void CallGateway::turn_away(const Newcomer& newcomer) const {
  const auto busy = unavailable();
  if (options_.meter != nullptr) options_.meter->connect(to_string(busy.code));
  newcomer.answer(socketio::ConnectError{busy.message, {{"code", to_string(busy.code)}}}, {});
}

std::optional<std::int64_t> CallGateway::may_record_refusal() {
  auto records = refusals_.lock();
  if (!records->bucket.take(clock_.steady_now())) {
    ++records->unrecorded;
    return std::nullopt;
  }
  return std::exchange(records->unrecorded, 0);
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
  if (options_.meter != nullptr) options_.meter->relayed();
  if (!may_send(*connection)) return Answer(socket, std::move(event.ack), options_.meter).fail(too_many_events());
  events_.relay(socket, connection, *relayed, std::move(event));
}

void CallGateway::on_event(const std::shared_ptr<socketio::Socket>& socket, socketio::Event event) {
  const auto& connection = connection_of(*socket);
  Answer answer(socket, std::move(event.ack), options_.meter);
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
