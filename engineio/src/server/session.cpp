#include "server/session.hpp"

#include "engineio/protocol/open.hpp"
#include "engineio/protocol/payload.hpp"
#include "server/responder.hpp"
#include "transports/polling.hpp"

#include <boost/asio/dispatch.hpp>
#include <utility>

namespace engineio::server {

using protocol::PacketType;
using session::Action;
using session::Event;

namespace {

session::OutPacket packet_of(const Message& message) {
  const bool binary = message.kind == MessageKind::kBinary;
  return {PacketType::kMessage, binary ? protocol::FrameKind::kBinary : protocol::FrameKind::kText, message.data};
}

session::OutPacket text_packet(PacketType type, std::string data) {
  return {type, protocol::FrameKind::kText, std::make_shared<const std::string>(std::move(data))};
}

}  // namespace

Session::Session(std::shared_ptr<Context> context, std::string sid, Handshake handshake,
                 loop::Loop& loop, Transport transport)
    : context_(std::move(context)),
      sid_(std::move(sid)),
      handshake_(std::move(handshake)),
      loop_(loop),
      machine_(context_->limits, transport, context_->clock.steady_now()),
      last_heard_(context_->clock.now()) {}

// Runs `work(self)` on the executor, unless the server is gone by then.
template <class Work>
void Session::on_executor(Work work) {
  boost::asio::dispatch(loop_.executor(), [self = shared_from_this(), work = std::move(work)]() mutable {
    const Gate::Pass pass(self->context_->gate);
    if (pass) work(*self);
  });
}

void Session::send(std::span<const Message> unit, Delivery delivery) {
  if (unit.size() == 1 && loop_.here()) {  // The usual case, without a copy or a post.
    const Gate::Pass pass(context_->gate);
    const auto packet = packet_of(unit.front());
    if (pass) send_here({&packet, 1}, delivery);
    return;
  }
  std::vector<session::OutPacket> packets;
  packets.reserve(unit.size());
  for (const Message& message : unit) packets.push_back(packet_of(message));
  on_executor([packets = std::move(packets), delivery](Session& self) { self.send_here(packets, delivery); });
}

void Session::close() {
  on_executor([](Session& self) { self.feed(Event::kClose); });
}

void Session::shutdown() {
  on_executor([](Session& self) { self.feed(Event::kShutdown); });
}

void Session::abandon() {
  boost::asio::dispatch(loop_.executor(), [self = shared_from_this()] { self->release(); });
}

std::string Session::open_json() const {
  const Config& config = context_->config;
  const bool may_upgrade = config.allow_upgrades && machine_.transport() == Transport::kPolling;
  return protocol::encode_open({sid_, may_upgrade ? protocol::Upgrades::kWebSocket : protocol::Upgrades::kNone,
                                config.ping_interval, config.ping_timeout, config.max_payload});
}

void Session::open_polling(http::Exchange& exchange) {
  respond(exchange, transports::payload_response(protocol::type_digit(PacketType::kOpen) + open_json()));
  arm();
  context_->handler.on_open(shared_from_this());
}

void Session::open_socket(SocketPtr socket) {
  socket_ = std::move(socket);
  socket_->start(shared_from_this(), loop_);
  const auto open = text_packet(PacketType::kOpen, open_json());
  for (const Action action : machine_.send({&open, 1}, Delivery::kReliable)) {
    if (action == Action::kWriteSocket) {
      send_now();  // Not at the end of the round: with the answer to the handshake, which waits for it.
    } else {
      act(action, {});
    }
  }
  arm();
  context_->handler.on_open(shared_from_this());
}

void Session::send_here(std::span<const session::OutPacket> unit, Delivery delivery) {
  act(machine_.send(unit, delivery), {});
  arm();
}

void Session::poll(ExchangePtr exchange) {
  // The exchange owns the callback: a weak_ptr back, or neither would ever die.
  exchange->on_abort([weak = weak_from_this()] {
    if (const auto self = weak.lock()) {
      self->on_executor([](Session& session) { session.feed(Event::kPollGone); });
    }
  });
  on_executor([exchange = std::move(exchange)](Session& self) { self.take_poll(exchange); });
}

void Session::take_poll(const ExchangePtr& exchange) {
  last_heard_ = context_->clock.now();
  act(machine_.on(Event::kPoll, context_->clock.steady_now()), {exchange, nullptr, {}});
  arm();
}

void Session::push(ExchangePtr exchange) {
  if (push_in_hand_.exchange(true)) {
    on_executor([exchange = std::move(exchange)](Session& self) {
      self.act(self.machine_.on(Event::kPushOverlap, self.context_->clock.steady_now()), {exchange, nullptr, {}});
    });
    return;
  }
  on_executor([exchange = std::move(exchange)](Session& self) { self.take_push(exchange); });
}

void Session::take_push(const ExchangePtr& exchange) {
  last_heard_ = context_->clock.now();
  const auto actions = machine_.on(Event::kPush, context_->clock.steady_now());
  if (actions.has(Action::kRefuse)) {
    push_in_hand_ = false;
    act(actions, {exchange, nullptr, {}});
    return;
  }
  deliver_payload(*exchange);
  arm();
}

void Session::deliver_payload(http::Exchange& exchange) {
  protocol::PayloadReader reader(exchange.request().body);
  bool valid = true;
  while (auto packet = reader.next()) {
    valid = packet->has_value();
    feed(valid ? Event::kPacket : Event::kBadPacket, valid ? **packet : protocol::Packet{});
  }
  // Free again before the client can know it: its next POST may come by another thread.
  push_in_hand_ = false;
  respond(exchange,
          valid ? transports::pushed_response() : transports::refusal_response(protocol::Refusal::kBadRequest));
}

void Session::offer(SocketPtr socket) {
  on_executor([socket = std::move(socket)](Session& self) {
    self.act(self.machine_.on(Event::kSocketOffered, self.context_->clock.steady_now()), {nullptr, socket, {}});
    self.arm();
  });
}

void Session::on_frame(transports::WebSocket& socket, protocol::FrameKind kind, std::string_view frame) {
  const Gate::Pass pass(context_->gate);
  if (!pass) return;
  const bool probe = probe_.get() == &socket;
  if (!probe && socket_.get() != &socket) return;
  last_heard_ = context_->clock.now();
  const auto packet = protocol::decode_frame(kind, frame);
  if (packet) {
    feed(probe ? Event::kProbePacket : Event::kPacket, *packet);
  } else {
    feed(probe ? Event::kProbeGone : Event::kBadPacket);
  }
}

void Session::on_drained(transports::WebSocket& socket) {
  const Gate::Pass pass(context_->gate);
  // The probe's own "3probe" is not of the machine's counting.
  if (pass && socket_.get() == &socket) feed(Event::kSocketDrained);
}

void Session::on_gone(transports::WebSocket& socket, transports::Gone how) {
  const Gate::Pass pass(context_->gate);
  if (!pass) return;
  if (probe_.get() == &socket) {
    feed(Event::kProbeGone);
  } else if (socket_.get() == &socket) {
    send_now();  // Answers to what came in the same read as the end: the peer may still take them.
    feed(how == transports::Gone::kClosed ? Event::kSocketClosed : Event::kSocketFailed);
  }
}

void Session::feed(Event event, const protocol::Packet& packet) {
  act(machine_.on(event, context_->clock.steady_now(), packet), {nullptr, nullptr, packet});
  arm();
}

void Session::act(const session::Actions& actions, const Incoming& incoming) {
  for (const Action action : actions) act(action, incoming);
}

void Session::act(Action action, const Incoming& incoming) {
  switch (action) {
    case Action::kHoldPoll:
      poll_ = incoming.exchange;
      break;
    case Action::kRefuse:
      respond(*incoming.exchange, transports::refusal_response(protocol::Refusal::kBadRequest));
      break;
    case Action::kAnswerPoll:
      answer_poll(transports::payload_response(machine_.take_payload()));
      break;
    case Action::kAnswerNoop:
      answer_poll(transports::packet_response(PacketType::kNoop));
      break;
    case Action::kAnswerClose:
      answer_poll(transports::packet_response(PacketType::kClose));
      break;
    case Action::kRefusePoll:
      answer_poll(transports::refusal_response(protocol::Refusal::kBadRequest));
      break;
    case Action::kHoldProbe:
      probe_ = incoming.socket;
      probe_->start(shared_from_this(), loop_);
      break;
    case Action::kRefuseSocket:
      incoming.socket->close();
      break;
    case Action::kReplyProbe:
      probe_->write({text_packet(PacketType::kPong, "probe")});
      break;
    case Action::kDropProbe:
      std::exchange(probe_, nullptr)->close();
      break;
    case Action::kAdoptProbe:
      socket_ = std::exchange(probe_, nullptr);
      break;
    case Action::kWriteSocket:
      loop_.at_end(shared_from_this());  // With whatever else this round brings.
      break;
    case Action::kCloseSocket:
      std::exchange(socket_, nullptr)->close();
      break;
    case Action::kAbortSocket:
      std::exchange(socket_, nullptr)->abort();
      break;
    case Action::kDeliver:
      context_->handler.on_message(
          *this, incoming.packet.kind == protocol::FrameKind::kBinary ? MessageKind::kBinary : MessageKind::kText,
          incoming.packet.data);
      break;
    case Action::kEnd:
      end();
      break;
  }
}

void Session::answer_poll(http::Response response) {
  const ExchangePtr exchange = std::exchange(poll_, nullptr);
  respond(*exchange, std::move(response));
}

void Session::end() {
  const auto self = shared_from_this();  // The map's may have been the last.
  Alarm::cancel();
  context_->sessions.erase(sid_);
  context_->handler.on_close(*this, machine_.reason());
}

void Session::send_now() {
  const Gate::Pass pass(context_->gate);
  auto batch = machine_.take_batch();
  if (pass && socket_ && !batch.empty()) socket_->write(std::move(batch));
}

// The alarm is set anew only for an earlier deadline than it has. A later one (every pong moves it) is found out when
// it goes off: a message does not touch it.
void Session::arm() {
  const base::SteadyTime deadline = machine_.deadline();
  if (deadline >= armed_for_) {
    return;
  }
  armed_for_ = deadline;
  loop_.set(*this, deadline - context_->clock.steady_now());
}

void Session::on_alarm() {
  const Gate::Pass pass(context_->gate);
  if (!pass) return;
  const auto self = shared_from_this();  // The map's may be the last.
  armed_for_ = session::kNever;
  feed(Event::kTick);
}

void Session::release() {
  Alarm::cancel();
  attach(nullptr);
  if (poll_) answer_poll(transports::packet_response(PacketType::kClose));
  if (auto socket = std::exchange(socket_, nullptr)) socket->abort();
  if (auto probe = std::exchange(probe_, nullptr)) probe->abort();
}

}  // namespace engineio::server
