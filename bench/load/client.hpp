#pragma once

#include "load/connection.hpp"
#include "load/message.hpp"

#include <memory>
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

enum class Transport { kWebSocket, kPolling };

/// A Socket.IO 5 client over Engine.IO 4. It knows the few packets that a server in good order sends and takes
/// everything else for the connection's end: a bench that misreads its server measures nothing.
class Client {
 public:
  virtual ~Client() = default;
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  virtual void connect(const Server& server) = 0;
  /// One Engine.IO message as encode() or a Message of framing() has made it.
  virtual void send_frame(std::string_view frame) = 0;
  [[nodiscard]] virtual std::string encode(std::string_view packet) const = 0;
  [[nodiscard]] virtual Framing framing() const noexcept = 0;
  /// As the official client leaves: DISCONNECT, CLOSE, and the end of the connection.
  virtual void leave() = 0;

  [[nodiscard]] virtual bool is_open() const noexcept = 0;
  /// Bytes that could not be sent yet.
  [[nodiscard]] virtual std::size_t backlog() const noexcept = 0;
  /// Takes nothing from the server until it shall again: a client that has fallen silent.
  virtual void pause_reading() = 0;
  virtual void resume_reading() = 0;

  /// `event` with one argument, and an ack with that id.
  void request(unsigned id, std::string_view event, std::string_view json);

  [[nodiscard]] std::size_t number() const noexcept { return number_; }
  [[nodiscard]] const std::string& sid() const noexcept { return sid_; }
  /// Heartbeats that were answered.
  [[nodiscard]] unsigned pongs() const noexcept { return pongs_; }
  /// Between two heartbeats, as the server said; milliseconds. 0 before it has.
  [[nodiscard]] unsigned ping_interval() const noexcept { return ping_interval_; }

 protected:
  Client(ClientEvents& events, std::size_t number, std::string_view token)
      : events_(events), number_(number), token_(token) {}

  /// An Engine.IO packet that has come. May call give_up(), and the workload may do anything to the client.
  void on_message(std::string_view packet);
  /// Closes, and tells the workload.
  void give_up(std::string_view why);
  virtual void close_all() noexcept = 0;
  /// What OPEN says of the session.
  virtual void on_session(std::string_view) {}

 private:
  enum class State { kOpening, kJoiningNamespace, kConnected };

  void on_first_messages(std::string_view packet);

  ClientEvents& events_;
  std::size_t number_;
  std::string_view token_;
  State state_ = State::kOpening;
  unsigned pongs_ = 0;
  unsigned ping_interval_ = 0;
  std::string sid_;
};

/// `number` is the workload's, and chooses the source address. `token` is the workload's too, and outlives the client.
[[nodiscard]] std::unique_ptr<Client> make_client(Loop& loop, ClientEvents& events, Transport transport, Output output,
                                                  std::size_t number, std::string_view token);

/// What `member` ("\"sid\":\"") is followed by in `packet`, up to the next quotation mark; empty if it is not there.
[[nodiscard]] std::string_view text_behind(std::string_view packet, std::string_view member) noexcept;

}  // namespace load
