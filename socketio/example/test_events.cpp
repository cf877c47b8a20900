#include "test_events.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <string>
#include <utility>

namespace socketio_echo {
namespace {

namespace json = boost::json;
using socketio::Delivery;
using socketio::Payload;

/// How long `ask` waits for the peer's ack.
constexpr std::chrono::milliseconds kAskTimeout{500};

std::string room_of(const Payload& args) { return std::string{json::parse(args.json).at(0).as_string()}; }

/// The arguments from `first` on.
Payload rest(const Payload& args, std::size_t first) {
  const json::array all = json::parse(args.json).as_array();
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(std::min(first, all.size()));
  return {json::serialize(json::array(begin, all.end())), args.attachments};
}

}  // namespace

void TestEvents::broadcast(const socketio::Socket& from, const Payload& args, Delivery delivery) {
  const std::string event{json::parse(args.json).at(1).as_string()};
  server_.broadcast(from.nsp(), room_of(args), from.id(), event, rest(args, 2), delivery);
}

void TestEvents::ask(const std::shared_ptr<socketio::Socket>& socket, const Payload& args) {
  socket->emit_with_ack("question", args, kAskTimeout, [socket](const std::optional<Payload>& answer) {
    if (answer) {
      socket->emit("answered", *answer);
    } else {
      socket->emit("unanswered", {});
    }
  });
}

bool TestEvents::handle(const std::shared_ptr<socketio::Socket>& socket, const socketio::Event& event) {
  using Close = socketio::Socket::CloseConnection;
  if (event.name == "join") {
    socket->join(room_of(event.args));
  } else if (event.name == "leave") {
    socket->leave(room_of(event.args));
  } else if (event.name == "broadcast") {
    broadcast(*socket, event.args, Delivery::kReliable);
  } else if (event.name == "broadcast-volatile") {
    broadcast(*socket, event.args, Delivery::kVolatile);
  } else if (event.name == "ask") {
    ask(socket, event.args);
  } else if (event.name == "leave-me") {
    socket->disconnect(Close::kNo);
  } else if (event.name == "close-me") {
    socket->disconnect(Close::kYes);
  } else if (event.name == "losses") {
    if (event.ack) event.ack({json::serialize(json::array{*losses_.lock()}), {}});
    return true;
  } else {
    return false;
  }
  if (event.ack) event.ack({"[]", {}});
  return true;
}

void TestEvents::on_disconnect(const socketio::Socket& socket, socketio::DisconnectReason reason) {
  const auto text = socketio::to_string(reason);
  losses_.lock()->push_back(json::array{socket.id(), json::string_view{text.data(), text.size()}});
}

}  // namespace socketio_echo
