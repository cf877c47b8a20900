#pragma once

#include "store/mongo/database.hpp"
#include "vault/data_key.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace callroom::store::mongo {

/// The wrapped data keys (`callroomkeys`), as one operation sees them: each is asked for once and not remembered beyond
/// it, so that a key that another process destroyed is gone with the next operation. A key is written before the first
/// record that it seals; the unique index on the scope lets one of two have it (`liveScope`, which a destroyed key
/// gives up), and the other uses that. A key that sealed nothing in the end is used by the next record of its scope.
class KeyCollection : public vault::KeyStore {
 public:
  /// `database` outlives it.
  explicit KeyCollection(Database& database) : database_(database) {}

  [[nodiscard]] std::optional<vault::StoredKey> by_id(std::string_view id) override;
  [[nodiscard]] std::optional<vault::StoredKey> live(std::string_view scope) override;
  [[nodiscard]] vault::StoredKey add(const vault::StoredKey& key) override;

  /// Reads with one question the keys that these documents' texts are sealed with.
  void expect(const std::vector<Document>& found);
  /// The same for the keys of scopes that are about to be written.
  void expect_live(const std::vector<std::string>& scopes);

 private:
  // Empty: there is none.
  using Known = std::map<std::string, std::optional<vault::StoredKey>, std::less<>>;

  Database& database_;
  Known by_id_;
  Known live_;
};

/// Makes the index that lets a scope have one key.
void create_key_index(Database& database);
[[nodiscard]] bool holds_keys(Database& database);
/// The ids of the keys of a scope that are not destroyed.
[[nodiscard]] std::vector<std::string> live_keys(Database& database, std::string_view scope);
/// Keys that another master key than `current` wraps, by id after `after`; `limit` at most.
[[nodiscard]] std::vector<vault::StoredKey> wrapped_by_others(Database& database, std::string_view current,
                                                              std::string_view after, std::size_t limit);
/// Puts the new wrapping in place, unless the key was destroyed or rewrapped since `before` was read.
void rewrap(Database& database, const vault::StoredKey& before, const vault::StoredKey& after);
/// How many keys each master key wraps, by its id.
[[nodiscard]] std::map<std::string, std::int64_t> count_by_master(Database& database);
/// What it sealed is noise from then on. Again changes nothing.
void destroy_key(Database& database, const std::string& id, base::WallTime now);

}  // namespace callroom::store::mongo
