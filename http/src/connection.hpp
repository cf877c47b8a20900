#pragma once

#include "channel.hpp"
#include "outgoing.hpp"
#include "request_reader.hpp"
#include "shared.hpp"

#include <boost/asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace http {

class PendingExchange;

/// One connection, from accept to close or takeover. Every member function runs on the socket's executor, which is one
/// thread; nothing here is locked.
///
///   kHandshake ──► kHead ──► kBody ──► kHandling ──► kWriting ──► kHead … or kSayingGoodbye ──► kLingering ──► kClosed
///                    └──► kTakingOver ──► kClosed (the socket lives on elsewhere)
///
/// There is never more than one read in flight. One may be in flight in every state: while the handler works it watches
/// for the peer's disappearance, and what it brings instead (a pipelined request) waits in `input_` for its turn.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  /// `lease` counts the connection for as long as it lives; `on_closed` runs once when it does not any more.
  Connection(std::shared_ptr<const Shared> shared, Channel::Stream stream, std::string remote_address,
             std::shared_ptr<void> lease, std::function<void(const std::shared_ptr<Connection>&)> on_closed);

  /// One header fits; a waiting connection, a long poll say, holds no more than this.
  static constexpr std::size_t kSmallRead = std::size_t{4} * 1024;

  /// `input`: what was read of it already (plain connections only).
  void start(std::string_view input);
  /// Instead of start(): answers `status` to whatever comes.
  void start_refused(unsigned status, std::string_view reason);
  /// Shutdown has begun (Shared::draining is set): closes if there is nothing in progress.
  void drain();
  void close();

  // For PendingExchange.
  void answer(Response response);
  void exchange_dropped();
  void check_abort();

 private:
  enum class State : std::uint8_t {
    kHandshake,
    kHead,
    kBody,
    kHandling,
    kWriting,
    kSayingGoodbye,  // TLS only: close_notify on its way.
    kLingering,
    kTakingOver,
    kClosed,
  };
  using AfterWrite = void (Connection::*)();

  void arm(std::chrono::milliseconds after);
  void on_deadline();

  void begin_request();
  void process_input();
  void process_head();
  void head_complete();
  void begin_body();
  void process_body();
  void call_handler(Request request);
  void take_over();

  void read();
  void on_read(const boost::system::error_code& error, std::size_t bytes);
  void on_end_of_input(const boost::system::error_code& error);
  void consume(std::size_t bytes) { input_.erase(0, bytes); }

  void refuse(const Refusal& refusal);
  void send(Response response);
  void write_next();
  void on_written(const boost::system::error_code& error);
  void response_sent();
  void linger();
  void half_close();

  const std::shared_ptr<const Shared> shared_;
  Channel channel_;
  std::shared_ptr<void> lease_;
  std::function<void(const std::shared_ptr<Connection>&)> on_closed_;
  boost::asio::steady_timer deadline_;
  std::string remote_address_;

  State state_ = State::kHandshake;
  bool reading_ = false;
  bool end_of_input_ = false;  // The peer sends no more; it may still listen.
  bool first_request_ = true;
  Framing::After after_ = Framing::After::kClose;

  std::unique_ptr<char[]> area_;  // Where the read in flight puts its bytes.
  std::size_t area_size_ = 0;
  std::string input_;  // Received and not consumed.
  std::optional<RequestReader> reader_;
  Framing::Body response_body_ = Framing::Body::kSend;
  std::weak_ptr<PendingExchange> exchange_;
  std::optional<Outgoing> outgoing_;
  AfterWrite after_write_ = nullptr;
};

}  // namespace http
