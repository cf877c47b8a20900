#pragma once

#include "base/clock.hpp"
#include "base/guarded.hpp"
#include "rooms/timers.hpp"

#include <boost/asio/post.hpp>
#include <functional>
#include <map>
#include <memory>
#include <utility>

namespace socketio::test {

/// Timers on a ManualClock: advance() moves it and posts what falls due, in order.
class ManualTimers final : public rooms::Timers {
 public:
  explicit ManualTimers(base::ManualClock& clock) : clock_(clock) {}

  std::unique_ptr<rooms::Timer> after(const boost::asio::any_io_executor& executor, std::chrono::milliseconds delay,
                                      std::function<void()> callback) override {
    auto state = state_->lock();
    const auto key = std::make_pair(clock_.steady_now() + delay, state->next++);
    state->due.emplace(key, Due{executor, std::move(callback)});
    return std::make_unique<Handle>(state_, key);
  }

  void advance(std::chrono::milliseconds by) {
    clock_.advance(by);
    while (true) {
      auto state = state_->lock();
      if (state->due.empty() || state->due.begin()->first.first > clock_.steady_now()) return;
      auto taken = state->due.extract(state->due.begin());
      boost::asio::post(taken.mapped().executor, std::move(taken.mapped().callback));
    }
  }
  [[nodiscard]] std::size_t pending() { return state_->lock()->due.size(); }

 private:
  using Key = std::pair<base::SteadyTime, std::size_t>;
  struct Due {
    boost::asio::any_io_executor executor;
    std::function<void()> callback;
  };
  struct State {
    std::map<Key, Due> due;
    std::size_t next = 0;
  };
  using Shared = std::shared_ptr<base::Guarded<State>>;
  class Handle final : public rooms::Timer {
   public:
    Handle(Shared state, Key key) : state_(std::move(state)), key_(key) {}
    ~Handle() override {
      decltype(State::due)::node_type taken;  // destroyed without the lock: it may own another handle
      auto state = state_->lock();
      taken = state->due.extract(key_);
    }

   private:
    Shared state_;
    Key key_;
  };

  base::ManualClock& clock_;
  Shared state_ = std::make_shared<base::Guarded<State>>();
};

}  // namespace socketio::test
