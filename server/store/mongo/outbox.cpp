#include "store/mongo/outbox.hpp"

#include "store/mongo/documents.hpp"

namespace callroom::store::mongo {
namespace {

constexpr auto kStamp = "commitStamp";
constexpr auto kDestroyedKeys = "destroyedKeys";

/// When the commit was made.
base::WallTime time_of(View outbox) {
  constexpr std::int64_t kMicrosPerMilli = 1000;
  return base::WallTime{base::Millis{outbox.integer("stamp").value_or(0) / kMicrosPerMilli}};
}

template <class Parts, class Make>
void append(Document& outbox, const char* key, const Parts& parts, const Make& make) {
  if (parts.empty()) return;
  std::vector<Document> documents;
  for (const auto& part : parts) documents.push_back(make(part));
  outbox.array(key, documents);
}

/// Two that insert the same id at the same moment: one finds it taken, and replaces it at the next try.
constexpr int kAttempts = 3;

void replace(Database& database, const char* collection, const Document& part, Delivery delivery) {
  auto filter = Document{}.copy("_id", part.view());
  if (delivery == Delivery::kLate) {
    const auto never = Document{}.document(kStamp, Document{}.boolean("$exists", false));
    Document bound;
    bound.integer("$lte", part.view().integer(kStamp).value_or(0));
    filter.array("$or", {never, Document{}.document(kStamp, bound)});
  }
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (database.put(collection, filter, part) != Written::kKeyTaken) return;
    if (delivery == Delivery::kLate) return;  // a later one is there
  }
  throw app::StoreUnavailable("a record was written by others at every attempt");
}

}  // namespace

Document make_outbox(const Parts& parts, const std::string& id, std::int64_t stamp) {
  const auto& commit = parts.commit;
  Document outbox;
  outbox.id("id", id).integer("stamp", stamp);
  append(outbox, kPresence, commit.presence,
         [&](const auto& stay) { return presence_document(stay).integer(kStamp, stamp); });
  append(outbox, kQuality, commit.quality, quality_document);
  append(outbox, kRatings, commit.ratings,
         [&](const auto& rating) { return rating_document(rating, parts.fields).integer(kStamp, stamp); });
  append(outbox, kAudit, commit.audit, [&](const auto& record) { return audit_document(record, parts.fields); });
  append(outbox, kDestroyedKeys, parts.destroyed_keys, [](const auto& key) { return Document{}.text("id", key); });
  return outbox;
}

void deliver(Database& database, AuditAppender& appender, View outbox, Delivery delivery) {
  // First: the record that tells of it comes after it.
  for (const auto& key : documents_in(outbox, kDestroyedKeys)) {
    destroy_key(database, key.view().text("id").value_or(""), time_of(outbox));
  }
  for (const auto& stay : documents_in(outbox, kPresence)) replace(database, kPresence, stay, delivery);
  for (const auto& rating : documents_in(outbox, kRatings)) replace(database, kRatings, rating, delivery);
  // Taken: it is there already, from an earlier delivery or an earlier report of the same sample.
  for (const auto& sample : documents_in(outbox, kQuality)) (void)database.insert(kQuality, sample);
  (void)appender.append(documents_in(outbox, kAudit));
}

}  // namespace callroom::store::mongo
