#include "server/connection.hpp"

#include "server/reasons.hpp"
#include "socketio/protocol/encoder.hpp"

#include <algorithm>
#include <utility>

namespace socketio::server {

using protocol::PacketType;

Connection::Connection(const std::shared_ptr<engineio::Socket>& session, std::shared_ptr<Context> context)
    : session_(session),
      executor_(session->executor()),
      context_(std::move(context)),
      decoder_(protocol::DecoderLimits{context_->config.max_attachments, context_->config.max_packet_bytes}) {}

void Connection::start() {
  connect_timer_ = context_->timers->after(executor_, context_->config.connect_timeout, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (self && self->connect_timer_ && !self->closed_) self->close_session();
  });
}

void Connection::on_message(engineio::MessageKind kind, std::string_view data) {
  if (closed_) return;
  protocol::DecoderScratch scratch;
  const auto decoded =
      kind == engineio::MessageKind::kText ? decoder_.text(data, scratch) : decoder_.binary(data, scratch);
  if (!decoded) return protocol_error();
  if (*decoded) on_packet(**decoded, scratch);
}

const Connection::Entered* Connection::entered(std::string_view nsp) const {
  const bool is_main = nsp == protocol::kMainNamespace;
  for (const Entered& one : sockets_) {
    if (one.is_main == is_main && (is_main || one.socket->nsp() == nsp)) return &one;
  }
  return nullptr;
}

void Connection::on_packet(const protocol::PacketView& packet, const protocol::DecoderScratch& scratch) {
  if (packet.type == PacketType::kConnect) return on_connect_packet(packet);
  const Entered* const found = entered(packet.nsp);
  if (found == nullptr) {
    if (std::find(left_.begin(), left_.end(), packet.nsp) == left_.end()) protocol_error();
    return;
  }
  if (found->socket->left_by_server()) return;
  const Entered to = *found;  // the handler may end what it is told of
  switch (packet.type) {
    case PacketType::kEvent:
      return on_event_packet(to, packet, scratch);
    case PacketType::kAck:
      return to.socket->on_ack(*packet.id, Payload{std::string{packet.json},
                                                   {packet.attachments.begin(), packet.attachments.end()}});
    case PacketType::kDisconnect:
      return leave(to.socket, DisconnectReason::kClientNamespaceDisconnect);
    case PacketType::kConnect:
    case PacketType::kConnectError:
      return protocol_error();  // only servers send CONNECT_ERROR
  }
}

void Connection::on_event_packet(const Entered& entered, const protocol::PacketView& packet,
                                 const protocol::DecoderScratch& scratch) {
  EventView event{packet.event.name, packet.event.args, packet.event.first, {}, packet.attachments, {}};
  event.members = {scratch.event.members.data(), scratch.event.members.size()};
  if (packet.id) event.ack = entered.socket->ack_sender(*packet.id);
  entered.handler->on_event_view(entered.socket, std::move(event));
}

void Connection::on_server_disconnect(const std::shared_ptr<SocketImpl>& socket, Socket::CloseConnection close) {
  leave(socket, DisconnectReason::kServerNamespaceDisconnect);
  if (closed_) return;
  left_.push_back(socket->nsp());
  if (close == Socket::CloseConnection::kNo) return;
  for (const auto& other : sockets_) {
    other.socket->channel().end(rooms::to_unit(protocol::encode_disconnect(other.socket->nsp())));
  }
  close_session();
}

void Connection::on_superseded(const std::shared_ptr<SocketImpl>& socket) {
  leave(socket, DisconnectReason::kTransportClose);
  if (sockets_.empty() && !closed_) close_session();
}

void Connection::on_close(engineio::CloseReason reason) {
  closed_ = true;
  connect_timer_.reset();
  leave_all(to_disconnect_reason(reason));
}

void Connection::leave(const std::shared_ptr<SocketImpl>& socket, DisconnectReason reason) {
  const auto found = std::find_if(sockets_.begin(), sockets_.end(),
                                  [&socket](const Entered& one) { return one.socket == socket; });
  if (found == sockets_.end()) return;
  const std::shared_ptr<SocketImpl> leaving = std::move(found->socket);
  sockets_.erase(found);
  if (leaving->left_by_server()) reason = DisconnectReason::kServerNamespaceDisconnect;
  leaving->remember_last_heard();
  rooms::Channel& channel = leaving->channel();
  if (is_transport_loss(reason)) {
    channel.detach(session_);
  } else {
    channel.end({});
  }
  leaving->close_acks();
  context_->handler(leaving->nsp())->on_disconnect(leaving, reason);
  // Only now can it be recovered: a handler is told of the loss before it is told of the return.
  if (channel.away()) {
    context_->recoveries->park(leaving);
  } else {
    context_->recoveries->forget(channel.pid());
  }
}

void Connection::leave_all(DisconnectReason reason) {
  while (!sockets_.empty()) leave(std::shared_ptr{sockets_.front().socket}, reason);
}

void Connection::protocol_error() {
  closed_ = true;
  connect_timer_.reset();
  leave_all(DisconnectReason::kParseError);
  close_carrier();
}

void Connection::close_session() {
  closed_ = true;
  connect_timer_.reset();
  leave_all(DisconnectReason::kServerNamespaceDisconnect);
  close_carrier();
}

void Connection::close_carrier() {
  if (const auto session = session_.lock()) session->close();
}

void Connection::send(std::string text) {
  if (const auto session = session_.lock()) session->send(rooms::to_unit(std::move(text)));
}

}  // namespace socketio::server
