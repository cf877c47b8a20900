#include "load/loop.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace load {
namespace {

constexpr std::size_t kScratchBytes = 256 * 1024;
constexpr std::size_t kEventsPerRound = 1024;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

timespec wait_of(Clock::duration time) {
  const auto left = std::max<std::int64_t>(0, std::chrono::nanoseconds(time).count());
  constexpr std::int64_t kSecond = 1'000'000'000;
  timespec wait{};
  wait.tv_sec = left / kSecond;
  wait.tv_nsec = left % kSecond;
  return wait;
}

}  // namespace

Loop::Loop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), scratch_(kScratchBytes) {
  if (epoll_ < 0) fail("epoll_create1");
  // Timed waits end when asked rather than up to 50 us later (prctl(2), PR_SET_TIMERSLACK): sends are on a schedule.
  ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
}

Loop::~Loop() { ::close(epoll_); }

void Loop::watch(int descriptor, std::uint32_t events, Pollable& owner) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &owner;
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) != 0) fail("epoll_ctl add");
}

void Loop::change(int descriptor, std::uint32_t events, Pollable& owner) {
  epoll_event event{};
  event.events = events;
  event.data.ptr = &owner;
  if (::epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event) != 0) fail("epoll_ctl mod");
}

void Loop::forget(int descriptor, Pollable& owner) noexcept {
  epoll_event event{};
  ::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, &event);
  std::replace(ready_.begin(), ready_.end(), &owner, static_cast<Pollable*>(nullptr));
  std::erase(deferred_, &owner);
}

void Loop::defer(Pollable& who) { deferred_.push_back(&who); }

void Loop::run_once(Clock::time_point latest) {
  std::array<epoll_event, kEventsPerRound> events;
  const auto wait = wait_of(latest - Clock::now());
  const int count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
  if (count < 0 && errno != EINTR) fail("epoll_pwait2");
  const auto ready = static_cast<std::size_t>(std::max(count, 0));
  ready_.resize(ready);
  for (std::size_t i = 0; i < ready; ++i) ready_[i] = static_cast<Pollable*>(events[i].data.ptr);
  for (std::size_t i = 0; i < ready; ++i) {
    if (ready_[i] != nullptr) ready_[i]->on_ready(events[i].events);
  }
  ready_.clear();
  while (!deferred_.empty()) {
    auto* const one = deferred_.back();
    deferred_.pop_back();
    one->on_round_end();
  }
}

bool Loop::run_until(const std::function<bool()>& done, Clock::time_point latest) {
  while (!done()) {
    if (Clock::now() >= latest) return false;
    run_once(std::min(latest, Clock::now() + std::chrono::milliseconds(20)));
  }
  return true;
}

}  // namespace load
