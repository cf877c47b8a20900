#include "auth/key_cache.hpp"

namespace callroom::auth {

KeyCache::KeyCache(std::unique_ptr<KeySource> source, const base::Clock& clock, OnProblem on_problem)
    : source_(std::move(source)), clock_(clock), on_problem_(std::move(on_problem)) {
  const std::lock_guard lock{refreshing_};
  refresh();
}

std::shared_ptr<const SignatureVerifier> KeyCache::find(Algorithm algorithm, const std::optional<std::string>& key_id) {
  refresh_if_old();
  if (auto found = keys()->find(algorithm, key_id)) return found;
  {
    // Whoever waited here while another thread read the keys finds that it was done just now, and only looks again.
    const std::lock_guard lock{refreshing_};
    refresh();
  }
  return keys()->find(algorithm, key_id);
}

std::shared_ptr<const KeySet> KeyCache::keys() { return state_.lock()->keys; }

std::shared_ptr<const SignatureVerifier> KeyCache::peek(Algorithm algorithm, const std::optional<std::string>& key_id) {
  std::shared_ptr<const KeySet> keys;
  {
    auto state = state_.lock();
    if (due(*state)) return nullptr;
    keys = state->keys;
  }
  return keys->find(algorithm, key_id);
}

bool KeyCache::due(const State& state) const {
  return !state.read_at || clock_.steady_now() - *state.read_at >= kMaxKeyAge;
}

void KeyCache::refresh_if_old() {
  if (!due(*state_.lock())) return;
  const std::unique_lock lock{refreshing_, std::try_to_lock};
  if (lock) refresh();
}

void KeyCache::refresh() {
  const auto now = clock_.steady_now();
  {
    auto state = state_.lock();
    if (state->tried_at && now - *state->tried_at < kMinRefreshInterval) return;
    state->tried_at = now;
  }
  try {
    auto keys = std::make_shared<const KeySet>(KeySet::parse(source_->fetch()));
    if (keys->size() == 0) on_problem_("the key set has no key for RS256, ES256 or EdDSA: no token of it is accepted");
    auto state = state_.lock();
    state->keys = std::move(keys);
    state->read_at = now;
  } catch (const KeySourceError& error) {
    on_problem_(error.what());
  } catch (const BadKeySet& error) {
    on_problem_(error.what());
  }
}

}  // namespace callroom::auth
