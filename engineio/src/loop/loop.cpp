#include "loop/loop.hpp"

#include <sys/epoll.h>
#include <boost/asio/post.hpp>
#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>

namespace engineio::loop {
namespace {

int make_epoll() {
  const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), "epoll_create1");
  return descriptor;
}

}  // namespace

Loop::Loop(boost::asio::io_context& context)
    : service(context),
      context_(context),
      epoll_(context, make_epoll()),
      timer_(context),
      area_(new char[kArea]),
      events_(new epoll_event[kMaxEvents]) {}

Loop& Loop::of(const boost::asio::any_io_executor& executor) {
  const auto* const loop = executor.target<boost::asio::io_context::executor_type>();
  if (loop == nullptr) throw std::invalid_argument("engineio: a connection's executor must be an io_context's");
  return boost::asio::use_service<Loop>(loop->context());
}

// The io_context ends. What we keep may be the last to hold a session, and that has alarms here: they go first.
void Loop::shutdown() noexcept {
  boost::system::error_code ignored;
  epoll_.close(ignored);
  wheel_.clear();
  for (const auto& watcher : watched_) watcher->place_ = Watcher::kNowhere;
  const auto watched = std::exchange(watched_, {});
  const auto forgotten = std::exchange(forgotten_, {});
  const auto again = std::exchange(again_, {});
  const auto senders = std::exchange(senders_, {});
}

// --- sockets ---

bool Loop::watch(std::shared_ptr<Watcher> watcher, int socket) {
  epoll_event event{};
  // Edges, so that a socket costs no system call but its own reads and writes. EPOLLRDHUP says that the end is already
  // behind the bytes: who has read less than it asked for may then not stop.
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = watcher.get();
  if (::epoll_ctl(epoll_.native_handle(), EPOLL_CTL_ADD, socket, &event) != 0) return false;
  watcher->place_ = watched_.size();
  watched_.push_back(std::move(watcher));
  wait();
  return true;
}

void Loop::forget(Watcher& watcher) {
  if (!is_watching(watcher)) return;
  auto& place = watched_[watcher.place_];
  forgotten_.push_back(std::move(place));
  if (place != watched_.back()) {
    place = std::move(watched_.back());
    place->place_ = watcher.place_;
  }
  watched_.pop_back();
  watcher.place_ = Watcher::kNowhere;
  finish_soon();
}

void Loop::again(const Watcher& watcher) {
  if (!is_watching(watcher)) return;
  if (again_.empty()) boost::asio::post(context_, [this] { round(); });
  again_.push_back(watched_[watcher.place_]);
}

void Loop::wait() {
  if (std::exchange(waiting_, true)) return;
  epoll_.async_wait(boost::asio::posix::stream_descriptor::wait_read, [this](const boost::system::error_code& error) {
    waiting_ = false;
    if (!error) {
      take_turn();
    } else if (!watched_.empty()) {
      wait();
    }
  });
}

// The whole thread: a timer of Asio's would not do, as every socket that becomes ready wakes its reactor.
void Loop::rest(Clock::duration time) {
  waiting_ = true;
  std::this_thread::sleep_for(time);
  boost::asio::post(context_, [this] {  // Behind whatever else has come for this thread.
    waiting_ = false;
    take_turn();
  });
}

// --- rounds ---

void Loop::take_turn() {
  const auto began = Clock::now();
  const std::size_t ready = round();
  const auto pause = pace_.after({began, Clock::now(), ready, std::exchange(posted_, 0)});
  if (watched_.empty()) return;
  if (pause > Clock::duration::zero()) {
    rest(pause);
  } else {
    wait();
  }
}

// How many sockets were ready.
std::size_t Loop::round() {
  in_round_ = true;
  for (const auto& watcher : std::exchange(again_, {})) {
    if (is_watching(*watcher)) watcher->on_ready(0);
  }
  const std::size_t ready = tell_ready();
  finish();
  return ready;
}

std::size_t Loop::tell_ready() {
  const int count = ::epoll_wait(epoll_.native_handle(), events_.get(), static_cast<int>(kMaxEvents), 0);
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events_[static_cast<std::size_t>(i)];
    // One that an earlier one made us forget is still alive.
    auto& watcher = *static_cast<Watcher*>(event.data.ptr);
    if (is_watching(watcher)) watcher.on_ready(event.events);
  }
  return static_cast<std::size_t>(std::max(count, 0));
}

// By index: who sends may make others want to.
void Loop::finish() {
  in_round_ = true;
  for (std::size_t i = 0; i < senders_.size(); ++i) {
    const std::shared_ptr<Sender> sender = std::move(senders_[i]);
    sender->send_now();
  }
  senders_.clear();
  const auto forgotten = std::exchange(forgotten_, {});
  // A wait that can never end would keep io_context::run() from returning.
  if (watched_.empty() && waiting_) epoll_.cancel();
  in_round_ = false;
}

void Loop::finish_soon() {
  if (in_round_ || std::exchange(finish_posted_, true)) return;
  ++posted_;
  boost::asio::post(context_, [this] {
    finish_posted_ = false;
    finish();
  });
}

void Loop::at_end(std::shared_ptr<Sender> sender) {
  senders_.push_back(std::move(sender));
  finish_soon();
}

// --- alarms ---

std::uint64_t Loop::tick_of(Clock::time_point time) noexcept {
  return static_cast<std::uint64_t>(time.time_since_epoch() / kTick);
}

void Loop::set(Alarm& alarm, Clock::duration delay) {
  const auto now = Clock::now();
  // The tick after the one it falls into: never early by the rounding.
  wheel_.set(alarm, tick_of(now + delay) + 1, tick_of(now));
  arm();
}

void Loop::arm() {
  const auto next = wheel_.next();
  if (!next || (armed_ && *armed_ <= *next)) return;
  armed_ = next;
  timer_.expires_at(Clock::time_point{kTick * static_cast<std::int64_t>(*next)});
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) on_timer();
  });
}

void Loop::on_timer() {
  armed_.reset();
  in_round_ = true;
  wheel_.fire(tick_of(Clock::now()));
  finish();
  arm();
}

}  // namespace engineio::loop
