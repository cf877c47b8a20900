#include "server/connection.hpp"

#include "server/reasons.hpp"
#include "socketio/protocol/encoder.hpp"

#include <utility>

namespace socketio::server {

using protocol::PacketType;

Connection::Connection(const std::shared_ptr<engineio::Socket>& session, std::shared_ptr<Context> context)
    : session_(session),
      executor_(session->executor()),
      handshake_(std::make_shared<const engineio::Handshake>(session->handshake())),
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
  auto decoded = kind == engineio::MessageKind::kText ? decoder_.text(data) : decoder_.binary(data);
  if (!decoded) return protocol_error();
  if (*decoded) on_packet(std::move(**decoded));
}

void Connection::on_packet(protocol::Packet packet) {
  if (packet.type == PacketType::kConnect) return on_connect_packet(std::move(packet));
  const auto found = sockets_.find(packet.nsp);
  if (found == sockets_.end()) {
    if (!left_.contains(packet.nsp)) protocol_error();
    return;
  }
  const std::shared_ptr<SocketImpl> socket = found->second;
  if (socket->left_by_server()) return;
  switch (packet.type) {
    case PacketType::kEvent:
      return on_event_packet(socket, std::move(packet));
    case PacketType::kAck:
      return socket->on_ack(*packet.id, std::move(packet.payload));
    case PacketType::kDisconnect:
      return leave(socket, DisconnectReason::kClientNamespaceDisconnect);
    case PacketType::kConnect:
    case PacketType::kConnectError:
      return protocol_error();  // only servers send CONNECT_ERROR
  }
}

void Connection::on_event_packet(const std::shared_ptr<SocketImpl>& socket, protocol::Packet packet) {
  Event event;
  event.name = packet.name;
  event.args = std::move(packet.payload);
  if (packet.id) event.ack = socket->ack_sender(*packet.id);
  context_->handler(packet.nsp)->on_event(socket, std::move(event));
}

void Connection::on_server_disconnect(const std::shared_ptr<SocketImpl>& socket, Socket::CloseConnection close) {
  leave(socket, DisconnectReason::kServerNamespaceDisconnect);
  if (closed_) return;
  left_.insert(socket->nsp());
  if (close == Socket::CloseConnection::kNo) return;
  for (const auto& [nsp, other] : sockets_) other->channel().end(rooms::to_unit(protocol::encode_disconnect(nsp)));
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
  const auto found = sockets_.find(socket->nsp());
  if (found == sockets_.end() || found->second != socket) return;
  const std::shared_ptr<SocketImpl> leaving = std::move(found->second);
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
  while (!sockets_.empty()) leave(sockets_.begin()->second, reason);
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
