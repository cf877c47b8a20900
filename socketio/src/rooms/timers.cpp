#include "rooms/timers.hpp"

#include <boost/asio/steady_timer.hpp>
#include <utility>

namespace socketio::rooms {
namespace {

/// The asio timer belongs to its own completion handler, so that it goes with the io_context if that goes first (a lost
/// socket is kept longer than the threads run). This is but the right to cancel it.
class AsioTimer final : public Timer {
 public:
  explicit AsioTimer(const std::shared_ptr<boost::asio::steady_timer>& timer) : timer_(timer) {}
  ~AsioTimer() override {
    if (const auto timer = timer_.lock()) timer->cancel();
  }

 private:
  std::weak_ptr<boost::asio::steady_timer> timer_;
};

class AsioTimers final : public Timers {
 public:
  std::unique_ptr<Timer> after(const boost::asio::any_io_executor& executor, std::chrono::milliseconds delay,
                               std::function<void()> callback) override {
    auto timer = std::make_shared<boost::asio::steady_timer>(executor, delay);
    auto handle = std::make_unique<AsioTimer>(timer);
    auto& waiting = *timer;
    waiting.async_wait(
        [timer = std::move(timer), callback = std::move(callback)](const boost::system::error_code& error) {
          if (!error) callback();
        });
    return handle;
  }
};

}  // namespace

std::unique_ptr<Timers> make_asio_timers() { return std::make_unique<AsioTimers>(); }

}  // namespace socketio::rooms
