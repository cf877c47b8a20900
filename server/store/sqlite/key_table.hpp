#pragma once

#include "store/sqlite/connection.hpp"
#include "vault/data_key.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace callroom::store::sqlite {

/// The wrapped data keys (`callroomkeys`), by a connection and in its transaction: a key that is made for a record
/// becomes durable with it or not at all. Always asks the table, so that a key that another process destroyed is gone
/// at once.
class KeyTable : public vault::KeyStore {
 public:
  explicit KeyTable(Connection& db) : db_(db) {}

  [[nodiscard]] std::optional<vault::StoredKey> by_id(std::string_view id) override;
  [[nodiscard]] std::optional<vault::StoredKey> live(std::string_view scope) override;
  [[nodiscard]] vault::StoredKey add(const vault::StoredKey& key) override;

  [[nodiscard]] bool empty();
  /// Keys that another master key than `current` wraps, by id after `after`; `limit` at most.
  [[nodiscard]] std::vector<vault::StoredKey> wrapped_by_others(std::string_view current, std::string_view after,
                                                                std::size_t limit);
  /// Puts the new wrapping in place, unless the key was destroyed or rewrapped since `before` was read.
  void rewrap(const vault::StoredKey& before, const vault::StoredKey& after);
  /// How many keys each master key wraps, by its id.
  [[nodiscard]] std::map<std::string, std::int64_t> count_by_master();
  /// Destroys the keys of a scope: what they sealed is noise from then on. How many there were.
  std::int64_t destroy(std::string_view scope);

 private:
  Connection& db_;
};

}  // namespace callroom::store::sqlite
