#include "store/sqlite/key_table.hpp"

#include "base/clock.hpp"

namespace callroom::store::sqlite {
namespace {

const std::string kSelect = "SELECT id, scope, wrapped, masterKeyId FROM callroomkeys WHERE ";

vault::StoredKey read_key(const Query& row) { return {row.text(0), row.text(1), row.text(2), row.text(3)}; }

/// When a key was made or destroyed is for people who look at the table; nothing is decided by it.
base::WallTime now() { return base::SystemClock{}.now(); }

}  // namespace

std::optional<vault::StoredKey> KeyTable::by_id(std::string_view id) {
  auto query = db_.query(kSelect + "id = :id");
  query.bind(":id", id);
  if (!query.step()) return std::nullopt;
  return read_key(query);
}

std::optional<vault::StoredKey> KeyTable::live(std::string_view scope) {
  auto query = db_.query(kSelect + "scope = :scope AND erasedAt IS NULL");
  query.bind(":scope", scope);
  if (!query.step()) return std::nullopt;
  return read_key(query);
}

vault::StoredKey KeyTable::add(const vault::StoredKey& key) {
  auto query = db_.query(
      "INSERT INTO callroomkeys (id, scope, wrapped, masterKeyId, createdAt) "
      "VALUES (:id, :scope, :wrapped, :masterKeyId, :createdAt)");
  query.bind(":id", key.id)
      .bind(":scope", key.scope)
      .bind(":wrapped", key.wrapped)
      .bind(":masterKeyId", key.master_key_id)
      .bind(":createdAt", now());
  query.step();
  return key;  // alone under the write lock: nobody can have been quicker
}

bool KeyTable::empty() { return db_.integer("SELECT count(*) FROM (SELECT 1 FROM callroomkeys LIMIT 1)") == 0; }

std::vector<vault::StoredKey> KeyTable::wrapped_by_others(std::string_view current, std::string_view after,
                                                          std::size_t limit) {
  auto query =
      db_.query(kSelect + "masterKeyId <> :current AND erasedAt IS NULL AND id > :after ORDER BY id LIMIT :limit");
  query.bind(":current", current).bind(":after", after).bind(":limit", static_cast<std::int64_t>(limit));
  std::vector<vault::StoredKey> keys;
  while (query.step()) keys.push_back(read_key(query));
  return keys;
}

void KeyTable::rewrap(const vault::StoredKey& before, const vault::StoredKey& after) {
  auto query = db_.query(
      "UPDATE callroomkeys SET wrapped = :wrapped, masterKeyId = :masterKeyId "
      "WHERE id = :id AND wrapped = :before AND erasedAt IS NULL");
  query.bind(":wrapped", after.wrapped)
      .bind(":masterKeyId", after.master_key_id)
      .bind(":id", before.id)
      .bind(":before", before.wrapped);
  query.step();
}

std::map<std::string, std::int64_t> KeyTable::count_by_master() {
  auto query = db_.query("SELECT masterKeyId, count(*) FROM callroomkeys WHERE erasedAt IS NULL GROUP BY masterKeyId");
  std::map<std::string, std::int64_t> counts;
  while (query.step()) counts.emplace(query.text(0), query.integer(1));
  return counts;
}

std::int64_t KeyTable::destroy(std::string_view scope) {
  auto query =
      db_.query("UPDATE callroomkeys SET wrapped = '', erasedAt = :now WHERE scope = :scope AND erasedAt IS NULL");
  query.bind(":now", now()).bind(":scope", scope);
  query.step();
  return db_.changed_rows();
}

}  // namespace callroom::store::sqlite
