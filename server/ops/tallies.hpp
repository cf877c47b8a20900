#pragma once

#include "app/ports/meter.hpp"
#include "base/guarded.hpp"
#include "ops/latency.hpp"

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <string>

namespace callroom::ops {

/// Counts what clients asked and were answered.
class Tallies final : public app::Meter {
 public:
  void request(std::string_view method, std::string_view route, unsigned status, std::string_view code,
               std::chrono::microseconds took) noexcept override;
  void connect(std::string_view code) noexcept override;
  void event(std::string_view name) noexcept override;
  void relayed() noexcept override { relayed_.fetch_add(1, std::memory_order_relaxed); }
  void event_refused(std::string_view code) noexcept override;

  void write(Exposition& page);

 private:
  using Count = std::map<std::string, std::uint64_t, std::less<>>;
  struct State {
    std::map<std::array<std::string, 3>, std::uint64_t> requests;  ///< By method, route, status.
    std::map<std::string, Latency, std::less<>> latency;           ///< By route.
    Count refused_requests;
    Count refused_connects;
    Count refused_events;
    Count events;
    std::uint64_t connects = 0;
  };
  base::Guarded<State> state_;
  std::atomic<std::uint64_t> relayed_ = 0;
};

}  // namespace callroom::ops
