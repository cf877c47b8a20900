#include "rooms/timers.hpp"

#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace socketio::rooms {
namespace {

class AsioTimer final : public Timer {
 public:
  AsioTimer(const boost::asio::any_io_executor& executor, std::chrono::milliseconds delay,
            std::function<void()> callback)
      : timer_(executor, delay) {
    timer_.async_wait([callback = std::move(callback)](const boost::system::error_code& error) {
      if (!error) callback();
    });
  }

 private:
  boost::asio::steady_timer timer_;
};

class AsioTimers final : public Timers {
 public:
  std::unique_ptr<Timer> after(const boost::asio::any_io_executor& executor, std::chrono::milliseconds delay,
                               std::function<void()> callback) override {
    return std::make_unique<AsioTimer>(executor, delay, std::move(callback));
  }
};

}  // namespace

std::unique_ptr<Timers> make_asio_timers() { return std::make_unique<AsioTimers>(); }

}  // namespace socketio::rooms
