#include "store/sqlite/read_pool.hpp"

namespace callroom::store::sqlite {

std::unique_ptr<Connection> ReadPool::take() {
  {
    auto state = state_.lock();
    returned_.wait(state.native(), [&] { return !state->idle.empty() || state->opened < most_; });
    if (!state->idle.empty()) {
      auto connection = std::move(state->idle.back());
      state->idle.pop_back();
      return connection;
    }
    ++state->opened;
    state->idle.reserve(state->opened);  // so that giving back never allocates
  }
  try {
    return open_();  // outside the lock: it touches the disk
  } catch (...) {
    --state_.lock()->opened;
    returned_.notify_one();
    throw;
  }
}

void ReadPool::give_back(std::unique_ptr<Connection> connection) noexcept {
  state_.lock()->idle.push_back(std::move(connection));
  returned_.notify_one();
}

}  // namespace callroom::store::sqlite
