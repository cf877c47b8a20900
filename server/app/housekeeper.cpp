#include "app/housekeeper.hpp"

#include <chrono>
#include <exception>
#include <utility>

namespace callroom::app {
namespace {

/// How late a chore may be.
constexpr base::Seconds kBeat{1};
constexpr base::Minutes kQuiet{1};

}  // namespace

Housekeeper::Housekeeper(const base::Clock& clock, Log& log, std::vector<Chore> chores) : clock_(clock), log_(log) {
  for (auto& chore : chores) chores_.push_back({.chore = std::move(chore), .due = clock_.steady_now()});
}

Housekeeper::~Housekeeper() { stop(); }

void Housekeeper::start() {
  thread_ = std::thread([this] { loop(); });
}

void Housekeeper::stop() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  stop_wanted_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Housekeeper::run_due() {
  for (auto& [chore, due, quiet_until] : chores_) {
    if (clock_.steady_now() < due) continue;
    try {
      chore.run();
    } catch (const std::exception& error) {
      if (clock_.steady_now() >= quiet_until) {
        log_.write(LogLevel::kError, "housekeeping failed", {.code = chore.name, .cause = error.what()});
        quiet_until = clock_.steady_now() + kQuiet;
      }
    }
    due = clock_.steady_now() + chore.every;
  }
}

void Housekeeper::loop() {
  std::unique_lock lock{mutex_};
  while (!stop_wanted_.wait_for(lock, kBeat, [this] { return stopping_; })) {
    lock.unlock();
    run_due();
    lock.lock();
  }
}

}  // namespace callroom::app
