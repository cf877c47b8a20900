#pragma once

#include "engineio/socket.hpp"
#include "http/handler.hpp"
#include "loop/loop.hpp"
#include "server/context.hpp"
#include "session/machine.hpp"
#include "transports/web_socket.hpp"

#include <atomic>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace engineio::server {

/// A session: its machine, its carriers and its alarm, on the loop of the connection that opened it. What comes from
/// elsewhere (a poll on another connection, a WebSocket to upgrade to, a send) is posted there.
class Session final : public Socket,
                      public transports::WebSocketListener,
                      public loop::Sender,
                      public std::enable_shared_from_this<Session>,
                      private loop::Alarm {
 public:
  using ExchangePtr = std::shared_ptr<http::Exchange>;
  using SocketPtr = std::shared_ptr<transports::WebSocket>;

  Session(std::shared_ptr<Context> context, std::string sid, Handshake handshake, loop::Loop& loop,
          Transport transport);

  // Socket
  [[nodiscard]] const std::string& id() const override { return sid_; }
  [[nodiscard]] const Handshake& handshake() const override { return handshake_; }
  [[nodiscard]] boost::asio::any_io_executor executor() const override { return loop_.executor(); }
  [[nodiscard]] Transport transport() const override { return machine_.transport(); }
  [[nodiscard]] base::WallTime last_heard() const override { return last_heard_; }
  void send(std::span<const Message> unit, Delivery delivery) override;
  void close() override;

  // Opening: on executor(), once, after the session was put into the map.
  void open_polling(http::Exchange& exchange);
  void open_socket(SocketPtr socket);

  // What other connections bring: on their own executors.
  void poll(ExchangePtr exchange);
  void push(ExchangePtr exchange);
  void offer(SocketPtr socket);

  /// Ends the session with kServerShutdown. Any thread.
  void shutdown();
  /// Lets go of every carrier without a word to the handler, which may be gone. Any thread.
  void abandon();

 private:
  // WebSocketListener
  void on_frame(transports::WebSocket& socket, protocol::FrameKind kind, std::string_view frame) override;
  void on_drained(transports::WebSocket& socket) override;
  void on_gone(transports::WebSocket& socket, transports::Gone how) override;

  // loop::Sender
  void send_now() override;
  // loop::Alarm
  void on_alarm() override;

  template <class Work>
  void on_executor(Work work);
  [[nodiscard]] std::string open_json() const;
  void send_here(std::span<const session::OutPacket> unit, Delivery delivery);
  void take_poll(const ExchangePtr& exchange);
  void take_push(const ExchangePtr& exchange);
  void deliver_payload(http::Exchange& exchange);
  void feed(session::Event event, const protocol::Packet& packet = {});
  // What came with the event that is being acted upon.
  struct Incoming {
    ExchangePtr exchange;
    SocketPtr socket;
    protocol::Packet packet{};
  };
  void act(const session::Actions& actions, const Incoming& incoming);
  void act(session::Action action, const Incoming& incoming);
  void answer_poll(http::Response response);
  void end();
  void arm();
  void release();

  // Constant after construction.
  const std::shared_ptr<Context> context_;
  const std::string sid_;
  const Handshake handshake_;
  loop::Loop& loop_;

  std::atomic<bool> push_in_hand_{false};

  // Of the executor.
  session::Machine machine_;
  base::WallTime last_heard_;
  ExchangePtr poll_;  // the GET that waits
  SocketPtr socket_;
  SocketPtr probe_;
  base::SteadyTime armed_for_ = session::kNever;
};

}  // namespace engineio::server
