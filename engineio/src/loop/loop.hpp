#pragma once

#include "loop/pace.hpp"
#include "loop/wheel.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

struct epoll_event;

namespace engineio::loop {

/// Somebody with a socket.
class Watcher {
 public:
  Watcher() = default;
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;
  virtual ~Watcher() = default;

  /// The socket became readable, or writable, or its end came (`events` as epoll_wait(2) gives them; 0 after
  /// Loop::again()). Told once for each change: read and write until it would block, or ask to be called again.
  virtual void on_ready(std::uint32_t events) = 0;

 private:
  friend class Loop;
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);
  std::size_t place_ = kNowhere;
};

/// Somebody with something to send.
class Sender {
 public:
  virtual ~Sender() = default;
  virtual void send_now() = 0;
};

/// What the sockets of one thread share. A socket here is an entry in an epoll instance of our own and nothing else: no
/// operation waits for it, no buffer is its own. That instance is itself one descriptor of the io_context's reactor.
///
/// It works in rounds: every socket that is ready is told, then whoever has something to send is asked to, once. So
/// output of one round leaves each socket in one system call. Under load rounds keep a distance (see Pace).
///
/// One for each io_context, which is run by one thread. Everything but of() belongs to that thread.
class Loop final : public boost::asio::execution_context::service {
 public:
  using key_type = Loop;
  inline static boost::asio::execution_context::id id;

  /// For boost::asio::use_service(). Throws std::system_error without an epoll instance.
  explicit Loop(boost::asio::io_context& context);

  /// Of an io_context's executor; throws std::invalid_argument for any other. Any thread.
  [[nodiscard]] static Loop& of(const boost::asio::any_io_executor& executor);

  [[nodiscard]] boost::asio::io_context::executor_type executor() const noexcept { return context_.get_executor(); }
  /// Whether the caller is on this loop's thread.
  [[nodiscard]] bool here() const noexcept { return context_.get_executor().running_in_this_thread(); }

  /// Tells `watcher` of `socket` from now on, and keeps it alive. False: the kernel has no room for it.
  [[nodiscard]] bool watch(std::shared_ptr<Watcher> watcher, int socket);
  [[nodiscard]] static bool is_watching(const Watcher& watcher) noexcept { return watcher.place_ != Watcher::kNowhere; }
  /// Lets go of it; the socket is to be closed now. The object lives to the end of the round.
  void forget(Watcher& watcher);
  /// There is more to read than one may have at a time: it is called again in the next round.
  void again(const Watcher& watcher);

  /// Calls send_now() at the end of this round.
  void at_end(std::shared_ptr<Sender> sender);

  /// Sets the alarm, or sets it anew; it goes off up to kTick late, or early (see Wheel::kHorizon).
  void set(Alarm& alarm, std::chrono::steady_clock::duration delay);

  /// For reading into: what is in it is lost with the next read of any socket of this loop.
  [[nodiscard]] std::span<char> area() noexcept { return {area_.get(), kArea}; }

 private:
  using Clock = std::chrono::steady_clock;
  /// Fine enough for the shortest of our waits, 50 ms, and coarse enough that 20,000 heartbeats share wake-ups.
  static constexpr std::chrono::milliseconds kTick{8};
  /// Several offers in one read; small enough to stay in a processor's cache.
  static constexpr std::size_t kArea = std::size_t{32} * 1024;
  /// Sockets in one round: each of them waits for the others before its output leaves.
  static constexpr std::size_t kMaxEvents = 128;

  void shutdown() noexcept override;

  void wait();
  void take_turn();
  void rest(Clock::duration time);
  std::size_t round();
  std::size_t tell_ready();
  void finish();
  void finish_soon();
  void arm();
  void on_timer();
  [[nodiscard]] static std::uint64_t tick_of(Clock::time_point time) noexcept;

  boost::asio::io_context& context_;
  boost::asio::posix::stream_descriptor epoll_;
  bool waiting_ = false;  // for a socket, or for its turn after a rest
  bool in_round_ = false;
  bool finish_posted_ = false;
  std::size_t posted_ = 0;  // how often others' work made us finish, since the last look
  std::vector<std::shared_ptr<Watcher>> watched_;
  std::vector<std::shared_ptr<Watcher>> forgotten_;  // until the end of the round
  std::vector<std::shared_ptr<Watcher>> again_;
  std::vector<std::shared_ptr<Sender>> senders_;
  Pace pace_;
  Wheel wheel_;
  boost::asio::steady_timer timer_;
  std::optional<std::uint64_t> armed_;  // the tick that timer_ waits for
  std::unique_ptr<char[]> area_;
  std::unique_ptr<epoll_event[]> events_;
};

}  // namespace engineio::loop
