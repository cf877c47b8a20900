#pragma once

#include "load/connection.hpp"
#include "load/frame.hpp"

#include <string>
#include <string_view>

namespace load {

class Client;

/// What a workload wants to know of its clients.
class ClientEvents {
 public:
  virtual ~ClientEvents() = default;
  /// CONNECT was answered: the client has its socket id.
  virtual void on_connected(Client& client) = 0;
  /// The ack of request number `id`; `packet` is the whole text, "43<id>[…]".
  virtual void on_ack(Client& client, unsigned id, std::string_view packet) = 0;
  /// An event: "42[…]".
  virtual void on_event(Client& client, std::string_view packet) = 0;
  virtual void on_lost(Client& client, std::string_view why) = 0;
};

/// A Socket.IO 5 client over Engine.IO 4 over WebSocket. It knows the few packets that a server in good order sends and
/// takes everything else for the connection's end: a bench that misreads its server measures nothing.
class Client final : public Connection {
 public:
  /// `number` is the workload's, and chooses the source address. `token` is the workload's too, and outlives the
  /// client.
  Client(Loop& loop, ClientEvents& events, Output output, std::size_t number, std::string_view token)
      : Connection(loop, output), events_(events), number_(number), token_(token) {}

  void connect(const Server& server) { open(server, source_address(number_)); }
  /// Sends a Socket.IO packet ("2[…]"); framing it takes longer than sending a Message.
  void say(std::string_view packet);
  /// `event` with one argument, and an ack with that id.
  void request(unsigned id, std::string_view event, std::string_view json);
  /// A frame that is ready to go.
  void send_frame(std::string_view frame) { send(frame); }
  /// As the official client leaves: DISCONNECT, CLOSE, and the end of the connection.
  void leave();

  [[nodiscard]] std::size_t number() const noexcept { return number_; }
  [[nodiscard]] const std::string& sid() const noexcept { return sid_; }
  /// Heartbeats that were answered.
  [[nodiscard]] unsigned pongs() const noexcept { return pongs_; }
  /// Between two heartbeats, as the server said; milliseconds. 0 before it has.
  [[nodiscard]] unsigned ping_interval() const noexcept { return ping_interval_; }

 private:
  enum class State { kUpgrading, kOpening, kJoiningNamespace, kConnected };

  void on_open() override;
  std::size_t on_bytes(std::span<char> bytes) override;
  void on_lost(std::string_view why) override { events_.on_lost(*this, why); }
  void on_message(std::string_view packet);
  void on_first_messages(std::string_view packet);
  void give_up(std::string_view why);

  ClientEvents& events_;
  std::size_t number_;
  std::string_view token_;
  State state_ = State::kUpgrading;
  unsigned pongs_ = 0;
  unsigned ping_interval_ = 0;
  std::string sid_;
};

}  // namespace load
