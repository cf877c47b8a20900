#include "store/mongo/key_collection.hpp"

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "vault/sealed_text.hpp"

#include <algorithm>
#include <set>

namespace callroom::store::mongo {
namespace {

/// Each lost attempt means that a key was made and destroyed meanwhile.
constexpr int kAttempts = 16;

vault::StoredKey read_key(View view) {
  return {view.text("_id").value_or(""), view.text("scope").value_or(""), view.text("wrapped").value_or(""),
          view.text("masterKeyId").value_or("")};
}

Document with_id(std::string_view id) { return Document{}.text("_id", id); }
Document live_in(std::string_view scope) { return Document{}.text(kLiveScope, scope); }
Document exists() { return Document{}.boolean("$exists", true); }

/// Ids of the keys that the document's own texts, not those of documents within it, name.
void collect_key_ids(View view, std::set<std::string>& ids) {
  for (const auto& key : view.keys()) {
    const auto text = view.text(key.c_str());
    const auto parts = text ? vault::parse_sealed(*text) : std::nullopt;
    if (parts) ids.insert(parts->key_id);
  }
}

}  // namespace

std::optional<vault::StoredKey> KeyCollection::by_id(std::string_view id) {
  if (const auto known = by_id_.find(id); known != by_id_.end()) return known->second;
  const auto found = database_.find_one(kKeys, with_id(id));
  auto key = found ? std::optional{read_key(found->view())} : std::nullopt;
  by_id_.emplace(id, key);
  return key;
}

std::optional<vault::StoredKey> KeyCollection::live(std::string_view scope) {
  if (const auto known = live_.find(scope); known != live_.end()) return known->second;
  const auto found = database_.find_one(kKeys, live_in(scope));
  if (!found) return std::nullopt;  // not remembered: add() asks again when somebody was quicker
  return live_.emplace(scope, read_key(found->view())).first->second;
}

vault::StoredKey KeyCollection::add(const vault::StoredKey& key) {
  auto made = with_id(key.id);
  made.text("scope", key.scope)
      .text(kLiveScope, key.scope)
      .text("wrapped", key.wrapped)
      .text("masterKeyId", key.master_key_id)
      .time("createdAt", base::SystemClock{}.now());
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (database_.insert(kKeys, made) == Written::kYes) {
      live_.insert_or_assign(key.scope, key);
      return key;
    }
    live_.erase(key.scope);
    if (const auto quicker = live(key.scope)) return *quicker;
  }
  throw app::StoreUnavailable("the data key of " + key.scope + " was made by others at every attempt");
}

void KeyCollection::expect(const std::vector<Document>& found) {
  std::set<std::string> ids;
  for (const auto& document : found) collect_key_ids(document.view(), ids);
  std::erase_if(ids, [&](const std::string& id) { return by_id_.contains(id); });
  if (ids.empty()) return;
  std::vector<Document> holders;
  for (const auto& id : ids) holders.push_back(with_id(id));
  for (const auto& id : ids) by_id_.emplace(id, std::nullopt);
  const auto among = Document{}.document("_id", Document{}.values("$in", holders));
  database_.each(kKeys, among, {}, [&](View view) {
    auto key = read_key(view);
    by_id_.insert_or_assign(key.id, key);
  });
}

void KeyCollection::expect_live(const std::vector<std::string>& scopes) {
  if (scopes.empty()) return;
  std::vector<Document> holders;
  for (const auto& scope : scopes) {
    holders.push_back(live_in(scope));
    live_.insert_or_assign(scope, std::nullopt);
  }
  const auto among = Document{}.document(kLiveScope, Document{}.values("$in", holders));
  database_.each(kKeys, among, {}, [&](View view) {
    const auto key = read_key(view);
    live_.insert_or_assign(key.scope, key);
  });
}

void create_key_index(Database& database) {
  constexpr bool kUnique = true;
  constexpr bool kSparse = true;
  create_if_missing(database, {kKeys, "liveScope_1", {kLiveScope}, kUnique, kSparse});
}

bool holds_keys(Database& database) { return database.find_one(kKeys, {}).has_value(); }

std::vector<std::string> live_keys(Database& database, std::string_view scope) {
  std::vector<std::string> ids;
  database.each(kKeys, live_in(scope), {}, [&](View view) { ids.push_back(read_key(view).id); });
  return ids;
}

std::vector<vault::StoredKey> wrapped_by_others(Database& database, std::string_view current, std::string_view after,
                                                std::size_t limit) {
  Document filter;
  filter.document("masterKeyId", Document{}.text("$ne", current))
      .document(kLiveScope, exists())
      .document("_id", Document{}.text("$gt", after));
  auto options = Document{}.document("sort", Document{}.integer("_id", 1));
  options.integer("limit", static_cast<std::int64_t>(limit));
  std::vector<vault::StoredKey> keys;
  database.each(kKeys, filter, options, [&](View view) { keys.push_back(read_key(view)); });
  return keys;
}

void rewrap(Database& database, const vault::StoredKey& before, const vault::StoredKey& after) {
  auto unchanged = with_id(before.id);
  unchanged.text("wrapped", before.wrapped);
  const auto anew = Document{}.text("wrapped", after.wrapped).text("masterKeyId", after.master_key_id);
  (void)database.update(kKeys, unchanged, Document{}.document("$set", anew));  // kNoMatch: nothing is left to do
}

std::map<std::string, std::int64_t> count_by_master(Database& database) {
  std::map<std::string, std::int64_t> counts;
  const auto only_master = Document{}.document("projection", Document{}.integer("masterKeyId", 1));
  database.each(kKeys, Document{}.document(kLiveScope, exists()), only_master,
                [&](View view) { ++counts[view.text("masterKeyId").value_or("")]; });
  return counts;
}

void destroy_key(Database& database, const std::string& id, base::WallTime now) {
  auto live = with_id(id);
  live.document(kLiveScope, exists());
  Document destroyed;
  destroyed.document("$set", Document{}.text("wrapped", "").time("erasedAt", now))
      .document("$unset", Document{}.text(kLiveScope, ""));
  (void)database.update(kKeys, live, destroyed);
}

}  // namespace callroom::store::mongo
