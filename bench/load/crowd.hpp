#pragma once

#include "load/client.hpp"
#include "load/settings.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace load {

/// Connected clients that do nothing but answer heartbeats.
class Crowd final : public ClientEvents {
 public:
  /// How long a client took from connect(2) to its socket id.
  using OnConnected = std::function<void(std::uint64_t nanoseconds)>;
  /// What a lost connection means.
  enum class Loss { kEndsTheRun, kIsCounted };

  /// Two clients for each booking of the plan, the first for booking `first_booking`.
  Crowd(Loop& loop, const Settings& settings, std::size_t first_booking, Loss loss, OnConnected connected);

  /// Connects until there are so many, a bounded number at a time. Throws std::runtime_error if that takes longer than
  /// some minutes.
  void grow_to(std::size_t size);

  [[nodiscard]] std::size_t lost() const noexcept { return lost_; }
  /// Heartbeats answered so far, by all, and by the client that answered the fewest.
  [[nodiscard]] std::uint64_t pongs() const;
  [[nodiscard]] unsigned fewest_pongs() const;
  /// As the server said; milliseconds.
  [[nodiscard]] unsigned ping_interval() const;

 private:
  void start_more(std::size_t size);
  void on_connected(Client& client) override;
  void on_ack(Client& client, unsigned id, std::string_view packet) override;
  void on_event(Client&, std::string_view) override {}
  void on_lost(Client& client, std::string_view why) override;

  Loop& loop_;
  const Settings& settings_;
  std::size_t first_booking_;
  Loss loss_;
  OnConnected on_connected_;
  std::vector<Clock::time_point> began_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::size_t connected_ = 0;
  std::size_t lost_ = 0;
};

}  // namespace load
