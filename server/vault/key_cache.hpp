#pragma once

#include "base/guarded.hpp"
#include "vault/data_key.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <unordered_map>

namespace callroom::vault {

/// Unwrapped data keys by id. An entry counts only as long as the store still has the very same wrapped key, which the
/// caller has read: a key that another process destroyed or rewrapped is never served from here. Bounded: two
/// generations of at most `most` keys; when the young one is full, the old one goes. Thread-safe.
class KeyCache {
 public:
  explicit KeyCache(std::size_t most) : most_(most) {}

  /// Null: not here, or wrapped differently meanwhile.
  [[nodiscard]] std::shared_ptr<const DataKey> find(const StoredKey& stored) {
    auto state = state_.lock();
    for (auto* generation : {&state->young, &state->old}) {
      const auto found = generation->find(stored.id);
      if (found == generation->end()) continue;
      if (found->second.wrapped != stored.wrapped) return nullptr;
      auto key = found->second.key;
      if (generation == &state->old) put(*state, stored, key);
      return key;
    }
    return nullptr;
  }
  void add(const StoredKey& stored, std::shared_ptr<const DataKey> key) { put(*state_.lock(), stored, std::move(key)); }
  /// For a key that is destroyed: its bytes leave the memory with the last user.
  void drop(const std::string& id) {
    auto state = state_.lock();
    state->young.erase(id);
    state->old.erase(id);
  }
  [[nodiscard]] std::size_t size() {
    auto state = state_.lock();
    return state->young.size() + state->old.size();
  }

 private:
  struct Entry {
    std::string wrapped;
    std::shared_ptr<const DataKey> key;
  };
  struct State {
    std::unordered_map<std::string, Entry> young;
    std::unordered_map<std::string, Entry> old;
  };

  void put(State& state, const StoredKey& stored, std::shared_ptr<const DataKey> key) {
    if (state.young.size() >= most_) {
      state.old = std::move(state.young);
      state.young.clear();
    }
    state.young.insert_or_assign(stored.id, Entry{stored.wrapped, std::move(key)});
  }

  const std::size_t most_;
  base::Guarded<State> state_;
};

}  // namespace callroom::vault
