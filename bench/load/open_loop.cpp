#include "load/open_loop.hpp"

#include <algorithm>
#include <stdexcept>

namespace load {
namespace {

/// How long messages that are on their way at the end have to arrive.
constexpr auto kLast = std::chrono::seconds(5);

}  // namespace

Clock::duration seconds_of(double seconds) {
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
}

std::uint64_t nanoseconds(Clock::duration time) {
  return static_cast<std::uint64_t>(std::chrono::nanoseconds(time).count());
}

OpenLoop::OpenLoop(Loop& loop, Rooms& rooms, std::size_t used, double rate, OnArrival arrived)
    : loop_(loop), rooms_(rooms), used_(used), rate_(rate), arrived_(std::move(arrived)) {
  rooms_.on_relayed([this](std::size_t receiver, std::string_view packet) {
    if (receiver >= 2 * used_) return;
    const auto scheduled = number_in(packet);
    if (!scheduled) throw std::runtime_error("a message came back without its number");
    ++received_;
    arrived_(*scheduled, this->now() - *scheduled);
  });
}

void OpenLoop::run_until(std::uint64_t end) {
  for (auto time = now(); time < end; time = now()) {
    send_what_is_due(std::min(time + 1, end));
    if (meanwhile_) meanwhile_();
    loop_.poll_once();  // Without sleep: it has a core of its own, and waking up would make it late, and us blame the server.
  }
  send_what_is_due(end);
}

void OpenLoop::send_what_is_due(std::uint64_t before) {
  const auto time = now();
  for (; due(sent_) < before; ++sent_) {
    latest_lag_ = std::max(latest_lag_, time - due(sent_));
    rooms_.send(2 * (sent_ % used_) + (sent_ / used_) % 2, due(sent_));
  }
}

std::uint64_t OpenLoop::drain() {
  loop_.run_until([this] { return received_ == sent_; }, Clock::now() + kLast);
  return sent_ - received_;
}

}  // namespace load
