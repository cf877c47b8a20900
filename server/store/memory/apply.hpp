#pragma once

#include "app/ports/store.hpp"
#include "store/memory/memory_store.hpp"

#include <functional>
#include <vector>

namespace callroom::store {

/// One commit on its way into the records: parts are applied in order, and undone in reverse when one is refused or
/// something throws. `records` must stay locked as long as this lives.
class MemoryChange {
 public:
  explicit MemoryChange(MemoryStore::Records& records) : records_(records) {}
  ~MemoryChange();
  MemoryChange(const MemoryChange&) = delete;
  MemoryChange& operator=(const MemoryChange&) = delete;

  /// Unless it returns kDone, the destructor takes everything back.
  app::CommitOutcome apply(const app::Commit& commit);

 private:
  app::CommitOutcome add(const domain::User& user);
  app::CommitOutcome change(const domain::User& user);
  app::CommitOutcome add(const domain::Session& session);
  app::CommitOutcome change(const app::SessionWrite& write);
  app::CommitOutcome put(const domain::PresenceInterval& stay);
  app::CommitOutcome put(const domain::QualitySample& sample);
  app::CommitOutcome put(const domain::CallRating& rating);
  app::CommitOutcome add(const domain::AuditRecord& record);

  /// map[key] = value, remembering what was there.
  template <class Map, class Key, class Value>
  void set(Map& map, const Key& key, const Value& value);
  template <class Map, class Key>
  void erase(Map& map, const Key& key);

  MemoryStore::Records& records_;
  std::vector<std::function<void()>> undo_;
};

}  // namespace callroom::store
