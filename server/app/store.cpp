#include "app/ports/store.hpp"

#include "app/retry.hpp"

namespace callroom::app {

void Store::update(Update update, Updated done) {
  const auto attempt = [&]() -> std::optional<CommitOutcome> {
    const auto found = update.session ? session(*update.session) : std::nullopt;
    const auto decided = update.decide(found);
    if (decided.sessions.empty()) {
      commit_records(*this, decided);
    } else if (commit(decided) != CommitOutcome::kDone) {
      return std::nullopt;
    }
    return CommitOutcome::kDone;
  };
  std::exception_ptr failure;
  try {
    static_cast<void>(retry_on_conflict(attempt));
  } catch (...) {
    failure = std::current_exception();
  }
  done(failure);
}

}  // namespace callroom::app
