#include "http/io_pool.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>

namespace http {

IoPool::IoPool(std::size_t threads) {
  for (std::size_t i = 0; i < std::max<std::size_t>(threads, 1); ++i) loops_.push_back(std::make_unique<Loop>());
  // Only once all loops are there: a thread may ask for next() at once.
  for (auto& loop : loops_) {
    loop->thread = std::thread{[context = &loop->context] { context->run(); }};
  }
}

IoPool::~IoPool() { stop(); }

boost::asio::io_context& IoPool::next() { return at(next_.fetch_add(1, std::memory_order_relaxed) % loops_.size()); }

void IoPool::stop() {
  for (auto& loop : loops_) {
    if (!loop->thread.joinable()) continue;
    // Behind what is queued already; waits that never end (an idle socket, a timer) do not hold the loop.
    boost::asio::post(loop->context, [context = &loop->context] { context->stop(); });
    loop->work.reset();
  }
  for (auto& loop : loops_) {
    if (loop->thread.joinable()) loop->thread.join();
  }
}

}  // namespace http
