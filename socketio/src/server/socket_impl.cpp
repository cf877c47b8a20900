#include "server/socket_impl.hpp"

#include "server/connection.hpp"
#include "socketio/protocol/encoder.hpp"

#include <boost/asio/post.hpp>
#include <utility>

namespace socketio::server {

base::WallTime SocketImpl::last_heard() const {
  const auto session = parts_.session.lock();
  return session ? session->last_heard() : last_heard_;
}

void SocketImpl::emit(std::string_view event, const Payload& args, Delivery delivery) {
  parts_.channel->emit(parts_.encoder->encode(nsp(), event, args, delivery), delivery);
}

bool SocketImpl::emit_pieces(std::string_view event, std::span<const std::string_view> pieces,
                             rooms::Attachments attachments, Delivery delivery) {
  return parts_.channel->emit(parts_.encoder->encode(nsp(), event, pieces, attachments, delivery), delivery);
}

void SocketImpl::emit_with_ack(std::string_view event, const Payload& args, std::chrono::milliseconds timeout,
                               AckReceiver receiver) {
  const auto start_timer = [this, timeout](std::uint64_t id) {
    return parts_.timers->after(executor(), timeout, [weak = weak_from_this(), id] {
      if (const auto self = weak.lock()) self->acks_.answer(id, std::nullopt);
    });
  };
  const auto id = acks_.add(receiver, start_timer);
  if (!id) {
    boost::asio::post(executor(), [receiver = std::move(receiver)] { receiver(std::nullopt); });
    return;
  }
  const auto encoded = rooms::EventEncoder::encode_with_ack(nsp(), event, args, *id);
  if (parts_.channel->send_on(parts_.session, rooms::to_unit(encoded))) return;
  boost::asio::post(executor(), [self = shared_from_this(), id = *id] { self->acks_.answer(id, std::nullopt); });
}

void SocketImpl::disconnect(CloseConnection close) {
  const auto current = parts_.channel->current();
  if (!current) return;
  if (current.get() != this) return current->disconnect(close);  // recovered meanwhile
  left_by_server_ = true;
  if (!parts_.channel->end(rooms::to_unit(protocol::encode_disconnect(nsp())))) return;
  // Posted even from executor() itself: the handler is not called from within its own call.
  boost::asio::post(executor(), [self = shared_from_this(), close] {
    if (const auto connection = self->parts_.connection.lock()) connection->on_server_disconnect(self, close);
  });
}

AckSender SocketImpl::ack_sender(std::uint64_t id) {
  auto answered = std::make_shared<std::atomic<bool>>(false);
  return [weak = weak_from_this(), id, answered = std::move(answered)](const Payload& args) {
    const auto self = weak.lock();
    if (!self || answered->exchange(true)) return;
    self->parts_.channel->send_on(self->parts_.session, rooms::to_unit(protocol::encode_ack(self->nsp(), args, id)));
  };
}

void SocketImpl::supersede(std::function<void()> done) {
  boost::asio::post(executor(), [self = shared_from_this(), done = std::move(done)] {
    if (const auto connection = self->parts_.connection.lock()) connection->on_superseded(self);
    done();
  });
}

}  // namespace socketio::server
