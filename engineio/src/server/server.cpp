#include "engineio/server.hpp"

#include "base/random.hpp"
#include "engineio/protocol/request.hpp"
#include "server/context.hpp"
#include "server/cors.hpp"
#include "server/responder.hpp"
#include "server/session.hpp"
#include "transports/opening.hpp"
#include "transports/polling.hpp"

#include <string_view>
#include <utility>

namespace engineio {

using protocol::Refusal;
using protocol::Wish;
using server::Session;
using transports::refusal_response;

namespace {

// 120 random bits, 20 characters of base64url.
constexpr std::size_t kSidBytes = 15;

// A request, read once.
struct Routed {
  Wish wish;
  std::shared_ptr<Session> session;  // null when one is to be opened
};

// Of the connection, not of the peer: nobody asks for them, and a session would hold them for as long as it lives.
bool is_of_the_connection(std::string_view name) {
  constexpr std::string_view kWebSocket = "Sec-WebSocket-";
  return http::iequals(name, "Connection") || http::iequals(name, "Upgrade") ||
         http::iequals(name.substr(0, kWebSocket.size()), kWebSocket);
}

Handshake handshake_of(const http::Request& request) {
  Handshake out;
  out.remote_address = request.remote_address;
  for (const auto& [name, value] : request.headers) {
    if (!is_of_the_connection(name)) out.headers.emplace_back(name, value);
  }
  out.headers.shrink_to_fit();
  out.query = request.query;
  out.secure = request.secure;
  return out;
}

base::Result<Routed, Refusal> read_request(server::Context& context, const http::Request& request,
                                           protocol::Carrier carrier) {
  const auto query = protocol::parse_query(request.query);
  if (!query) {
    return Refusal::kBadRequest;
  }
  const auto session = query->sid ? context.sessions.find(*query->sid) : nullptr;
  const auto sid = !query->sid ? protocol::Sid::kAbsent : session ? protocol::Sid::kKnown : protocol::Sid::kUnknown;
  const auto wish = protocol::route(request.method, *query, carrier, sid);
  if (!wish) {
    return wish.error();
  }
  if (*wish == Wish::kUpgrade && !context.config.allow_upgrades) {
    return Refusal::kBadRequest;
  }
  return Routed{*wish, session};
}

}  // namespace

class Server::Impl {
 public:
  Impl(Config config, engineio::Handler& handler, const base::Clock& clock)
      : context_(std::make_shared<server::Context>(std::move(config), handler, clock)) {}

  ~Impl() {
    context_->stopping = true;
    context_->gate.shut();
    for (const auto& session : context_->sessions.all()) {
      context_->sessions.erase(session->id());
      session->abandon();
    }
  }

  void handle(const std::shared_ptr<http::Exchange>& exchange) {
    const http::Request& request = exchange->request();
    if (!server::origin_allowed(context_->config, request)) {
      exchange->respond(refusal_response(Refusal::kForbidden));
      return;
    }
    if (request.method == "OPTIONS") {
      server::respond(*exchange, server::preflight_response(request));
      return;
    }
    const auto carrier = request.wants_websocket() ? protocol::Carrier::kWebSocketUpgrade : protocol::Carrier::kHttp;
    const auto routed = read_request(*context_, request, carrier);
    if (!routed) {
      server::respond(*exchange, refusal_response(routed.error()));
      return;
    }
    serve(exchange, *routed);
  }

  [[nodiscard]] bool accepts_upgrade(const http::Request& head) {
    return server::origin_allowed(context_->config, head) && can_take_over(head).has_value() &&
           transports::check_opening(head) == transports::Opening::kGood;
  }

  void take_over(http::Takeover takeover) {
    const auto routed = can_take_over(takeover.request);
    if (!routed) {
      return;  // The session ended since accepts_upgrade() said yes. Destroying the stream closes the connection.
    }
    Handshake handshake = handshake_of(takeover.request);
    auto socket = transports::WebSocket::accept(std::move(takeover), context_->config.max_payload);
    if (!socket) {
      return;
    }
    if (routed->session) {
      routed->session->offer(std::move(socket));
    } else {
      open_socket(std::move(handshake), std::move(socket));
    }
  }

  void shutdown() {
    context_->stopping = true;
    for (const auto& session : context_->sessions.all()) session->shutdown();
  }

  [[nodiscard]] std::size_t session_count() const { return context_->sessions.size(); }
  [[nodiscard]] const Config& config() const { return context_->config; }

 private:
  [[nodiscard]] base::Result<Routed, Refusal> can_take_over(const http::Request& head) {
    const auto routed = read_request(*context_, head, protocol::Carrier::kWebSocketUpgrade);
    if (!routed) {
      return routed.error();
    }
    if (routed->wish == Wish::kUpgrade) {
      return *routed;
    }
    if (routed->wish != Wish::kOpenWebSocket) {
      return Refusal::kBadRequest;
    }
    if (!has_room()) {
      return Refusal::kUnavailable;
    }
    return *routed;
  }

  [[nodiscard]] bool has_room() const {
    return !context_->stopping && context_->sessions.size() < context_->config.max_sessions;
  }

  void serve(const std::shared_ptr<http::Exchange>& exchange, const Routed& routed) {
    switch (routed.wish) {
      case Wish::kOpenPolling:
        open_polling(*exchange);
        return;
      case Wish::kPoll:
        routed.session->poll(exchange);
        return;
      case Wish::kPush:
        if (exchange->request().body.size() > context_->config.max_payload) {
          server::respond(*exchange, transports::too_large_response());
        } else {
          routed.session->push(exchange);
        }
        return;
      case Wish::kOpenWebSocket:
      case Wish::kUpgrade:
        refuse_upgrade(*exchange, routed.wish);
        return;
    }
  }

  // accepts_upgrade() said no.
  void refuse_upgrade(http::Exchange& exchange, Wish wish) {
    if (wish == Wish::kOpenWebSocket && !has_room()) {
      server::respond(exchange, refusal_response(Refusal::kUnavailable));
    } else if (transports::check_opening(exchange.request()) == transports::Opening::kBadVersion) {
      server::respond(exchange, transports::wrong_version_response());
    } else {
      server::respond(exchange, refusal_response(Refusal::kBadRequest));
    }
  }

  std::shared_ptr<Session> make_session(Handshake handshake, loop::Loop& loop, Transport transport) {
    auto session =
        std::make_shared<Session>(context_, base::random_token(kSidBytes), std::move(handshake), loop, transport);
    const bool refused = context_->stopping || context_->sessions.insert(session, context_->config.max_sessions) ==
                                                   server::Inserted::kFull;
    return refused ? nullptr : session;
  }

  // shutdown() may have counted its sessions before this one was put into the map, but then it had said so before.
  void after_open(Session& session) {
    if (context_->stopping) session.shutdown();
  }

  void open_polling(http::Exchange& exchange) {
    const auto session =
        make_session(handshake_of(exchange.request()), loop::Loop::of(exchange.executor()), Transport::kPolling);
    if (!session) {
      server::respond(exchange, refusal_response(Refusal::kUnavailable));
      return;
    }
    session->open_polling(exchange);
    after_open(*session);
  }

  void open_socket(Handshake handshake, std::shared_ptr<transports::WebSocket> socket) {
    const auto session = make_session(std::move(handshake), socket->loop(), Transport::kWebSocket);
    if (!session) {
      socket->close();
      return;
    }
    session->open_socket(std::move(socket));
    after_open(*session);
  }

  const std::shared_ptr<server::Context> context_;
};

Server::Server(Config config, engineio::Handler& handler, const base::Clock& clock)
    : impl_(std::make_shared<Impl>(std::move(config), handler, clock)) {}
Server::~Server() = default;

std::uint64_t Server::max_body(const http::Request& head) const {
  return head.method == "POST" ? impl_->config().max_payload : 0;
}
void Server::handle(std::shared_ptr<http::Exchange> exchange) { impl_->handle(exchange); }
bool Server::accepts_upgrade(const http::Request& head) const { return impl_->accepts_upgrade(head); }
void Server::take_over(http::Takeover takeover) { impl_->take_over(std::move(takeover)); }
std::size_t Server::session_count() const { return impl_->session_count(); }
void Server::shutdown() { impl_->shutdown(); }

}  // namespace engineio
