// How a connection enters a namespace: CONNECT, the middleware's answer, recovery of an earlier socket or a fresh one.
#include "base/random.hpp"
#include "server/connection.hpp"
#include "socketio/protocol/encoder.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <utility>

namespace socketio::server {
namespace {

namespace json = boost::json;

/// 120 random bits, 20 characters: as unguessable as an Engine.IO session id.
constexpr std::size_t kSocketIdBytes = 15;
/// The recovery secret: 144 random bits, 24 characters.
constexpr std::size_t kPrivateIdBytes = 18;

/// The decoder has checked it: an object, no deeper than kMaxJsonDepth.
json::object parse_auth(std::string_view text) {
  if (text.empty()) return {};
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  return json::parse(json::string_view{text.data(), text.size()}, {}, options).as_object();
}

std::optional<std::string> string_member(const json::object& object, std::string_view key) {
  const json::value* const value = object.if_contains(json::string_view{key.data(), key.size()});
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string{value->get_string()};
}

std::string connect_error(const std::string& nsp, const ConnectError& error) {
  json::object body;
  body["message"] = error.message;
  if (!error.data.empty()) body["data"] = error.data;
  return protocol::encode_connect_error(nsp, json::serialize(body));
}

/// {"sid":…} or, for peers that may recover, {"sid":…,"pid":…}. Both are base64url: nothing to escape.
rooms::Unit connect_answer(const rooms::Channel& channel) {
  std::string body = R"({"sid":")" + channel.id() + '"';
  if (!channel.pid().empty()) body += R"(,"pid":")" + channel.pid() + '"';
  return rooms::to_unit(protocol::encode_connect(channel.nsp(), body + '}'));
}

}  // namespace

void Connection::on_connect_packet(const protocol::PacketView& packet) {
  std::string nsp{packet.nsp};
  if (const auto* found = entered(nsp); found != nullptr && found->socket->left_by_server()) {
    // The peer has read our DISCONNECT and is back before we have told the handler.
    leave(std::shared_ptr{found->socket}, DisconnectReason::kServerNamespaceDisconnect);
  }
  if (entered(nsp) != nullptr) return protocol_error();
  // Official clients that are told to connect() twice ask twice before they are answered; one answer serves both.
  if (std::find(entering_.begin(), entering_.end(), nsp) != entering_.end()) return;
  NamespaceHandler* const handler = context_->handler(nsp);
  if (handler == nullptr) return send(connect_error(nsp, ConnectError{"Invalid namespace", {}}));

  auto entrance = std::make_shared<Entrance>();
  entrance->auth = parse_auth(packet.json);
  entrance->executor = executor_;
  if (context_->recovery().enabled()) {
    entrance->pid = string_member(entrance->auth, "pid");
    entrance->offset = string_member(entrance->auth, "offset");
  }
  entering_.push_back(nsp);
  std::erase(left_, nsp);
  entrance->nsp = std::move(nsp);
  authorize(*handler, std::move(entrance));
}

void Connection::authorize(NamespaceHandler& handler, std::shared_ptr<Entrance> entrance) {
  const auto session = session_.lock();
  if (!session) return;  // cannot be: it is this session's message
  const ConnectRequest request{entrance->nsp, session->handshake(), entrance->auth};
  auto answered = std::make_shared<std::atomic<bool>>(false);
  // The callback owns nothing of the connection: that may be gone when it is called.
  AdmissionCallback answer = [weak = weak_from_this(), entrance, answered = std::move(answered)](
                                 std::optional<ConnectError> error, Admission admission) {
    if (answered->exchange(true)) return;
    boost::asio::post(entrance->executor, [weak, entrance, error = std::move(error), admission = std::move(admission)] {
      if (const auto self = weak.lock()) self->on_admission(entrance, error, admission);
    });
  };
  handler.authorize(request, std::move(answer));
}

void Connection::end_of(const Entrance& entrance) {
  std::erase(entering_, entrance.nsp);
  if (entering_.empty()) entering_ = {};  // For good, as a rule: it is not to hold memory.
}

void Connection::on_admission(const std::shared_ptr<Entrance>& entrance, const std::optional<ConnectError>& error,
                              const Admission& admission) {
  if (closed_) return;
  if (error) {
    end_of(*entrance);
    return send(connect_error(entrance->nsp, *error));
  }
  const auto earlier = recoverable(*entrance, admission);
  if (!earlier || earlier->status == Recoveries::Status::kParked) return enter(entrance, admission);
  // A half-open connection: the peer knows that it is lost, we (or our handler) did not yet.
  earlier->socket->supersede([weak = weak_from_this(), entrance, admission] {
    boost::asio::post(entrance->executor, [weak, entrance, admission] {
      const auto self = weak.lock();
      if (self && !self->closed_) self->enter(entrance, admission);
    });
  });
}

std::optional<Recoveries::Found> Connection::recoverable(const Entrance& entrance, const Admission& admission) {
  if (!entrance.pid) return std::nullopt;
  auto earlier = context_->recoveries->find(*entrance.pid);
  if (!earlier || earlier->socket->nsp() != entrance.nsp) return std::nullopt;
  NamespaceHandler& handler = *context_->handler(entrance.nsp);
  if (!handler.may_recover(earlier->socket->attachment(), admission.attachment)) return std::nullopt;
  return earlier;
}

void Connection::enter(const std::shared_ptr<Entrance>& entrance, const Admission& admission) {
  end_of(*entrance);
  connect_timer_.reset();
  std::shared_ptr<SocketImpl> socket = resume(*entrance, admission);
  if (!socket) socket = open(*entrance, admission);
  NamespaceHandler* const handler = context_->handler(entrance->nsp);
  sockets_.push_back({socket, handler, socket->nsp() == protocol::kMainNamespace});
  if (!socket->channel().pid().empty()) context_->recoveries->track(socket);
  handler->on_connect(socket, entrance->auth);
}

std::shared_ptr<SocketImpl> Connection::resume(const Entrance& entrance, const Admission& admission) {
  const auto earlier = recoverable(entrance, admission);
  if (!earlier || earlier->status != Recoveries::Status::kParked) return nullptr;
  auto socket = make_socket(earlier->socket->shared_channel(), admission, SocketImpl::Origin::kRecovered);
  rooms::Channel& channel = socket->channel();
  if (channel.resume(session_, socket, connect_answer(channel), entrance.offset)) return socket;
  if (channel.away()) {
    // The log does not reach back far enough, and never will again.
    channel.end({});
    context_->recoveries->forget(channel.pid());
  }
  return nullptr;
}

std::shared_ptr<SocketImpl> Connection::open(const Entrance& entrance, const Admission& admission) {
  rooms::Channel::Identity identity{entrance.nsp, base::random_token(kSocketIdBytes),
                                    context_->recovery().enabled() ? base::random_token(kPrivateIdBytes) : ""};
  auto channel =
      std::make_shared<rooms::Channel>(std::move(identity), context_->recovery(), context_->clock, context_->adapter);
  auto socket = make_socket(channel, admission, SocketImpl::Origin::kFresh);
  channel->open(session_, socket, connect_answer(*channel));
  return socket;
}

std::shared_ptr<SocketImpl> Connection::make_socket(std::shared_ptr<rooms::Channel> channel, const Admission& admission,
                                                    SocketImpl::Origin origin) {
  return std::make_shared<SocketImpl>(SocketImpl::Parts{session_, executor_, std::move(channel), context_->encoder,
                                                        context_->timers, weak_from_this(), admission.attachment,
                                                        origin});
}

}  // namespace socketio::server
