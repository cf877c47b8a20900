#pragma once

#include "load/connection.hpp"
#include "load/plan.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace load {

/// A kept HTTP/1.1 connection that asks again as soon as it was answered. Knows our own server's answers only.
class Asker final : public Connection {
 public:
  /// nullopt: enough was asked.
  using NextRequest = std::function<std::optional<std::string>()>;
  /// The whole answer, and when it was asked for.
  using OnAnswer = std::function<void(std::string_view answer, Clock::time_point asked)>;

  Asker(Loop& loop, NextRequest next, OnAnswer answered)
      : Connection(loop, Output::kAtOnce), next_(std::move(next)), answered_(std::move(answered)) {}

 private:
  void ask();
  void on_open() override { ask(); }
  std::size_t on_bytes(std::span<char> bytes) override;
  void on_lost(std::string_view why) override;

  NextRequest next_;
  OnAnswer answered_;
  Clock::time_point asked_;
};

/// A request of the booking's client to a video-call route.
[[nodiscard]] std::string request_head(std::string_view method, std::string_view route, const Booking& booking);

}  // namespace load
