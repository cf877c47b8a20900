#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "rooms/timers.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace socketio::server {

class SocketImpl;

/// Which socket a peer's secret (`pid`) stands for: every connected one, and the lost ones for the recovery window.
/// Thread-safe.
class Recoveries : public std::enable_shared_from_this<Recoveries> {
 public:
  /// `clock` outlives this.
  Recoveries(std::chrono::milliseconds window, std::size_t max_parked, const base::Clock& clock,
             std::shared_ptr<rooms::Timers> timers)
      : window_(window), max_parked_(max_parked), clock_(clock), timers_(std::move(timers)) {}

  /// Connected (for the first time or again).
  void track(const std::shared_ptr<SocketImpl>& socket);
  /// Lost: kept until it is tracked again, or dropped for good when the window is over.
  void park(const std::shared_ptr<SocketImpl>& socket);
  /// Gone for good.
  void forget(const std::string& pid);
  enum class Status : std::uint8_t {
    kConnected,  ///< Or just lost, its handler not yet told.
    kParked,
  };
  struct Found {
    std::shared_ptr<SocketImpl> socket;
    Status status = Status::kConnected;
  };
  /// nullopt: unknown or expired.
  [[nodiscard]] std::optional<Found> find(const std::string& pid);
  [[nodiscard]] std::size_t parked() const { return inner_.lock()->order.size(); }

 private:
  struct Entry {
    std::shared_ptr<SocketImpl> socket;
    Status status = Status::kConnected;
    base::SteadyTime deadline;
    std::list<std::string_view>::iterator place;  ///< In `order`, while parked.
    std::unique_ptr<rooms::Timer> timer;
  };
  /// By the secret that the entry's socket has itself: it is not stored a second time.
  using Entries = std::unordered_map<std::string_view, Entry>;
  struct Inner {
    Entries by_pid;
    std::list<std::string_view> order;  ///< Parked ones, lost longest ago first.
  };
  [[nodiscard]] static Entries::node_type extract(Inner& inner, std::string_view pid);
  void expire(const std::string& pid);
  static void end(Entries::node_type taken);

  const std::chrono::milliseconds window_;
  const std::size_t max_parked_;
  const base::Clock& clock_;
  const std::shared_ptr<rooms::Timers> timers_;
  mutable base::Guarded<Inner> inner_;
};

}  // namespace socketio::server
