#include "store/mongo/audit_chain.hpp"

#include "store/mongo/documents.hpp"

namespace callroom::store::mongo {
namespace {

constexpr auto kPrevHash = "prevHash";
constexpr auto kHash = "hash";

Document the_head() { return Document{}.text("_id", "head"); }

app::ChainHead head_in(View view) {
  return {view.integer(kAuditPlace).value_or(0), view.text(kHash).value_or("")};
}

app::ChainHead last_record(Database& database) {
  // Only numbers: whatever else somebody put there is no place.
  const auto placed = Document{}.document(kAuditPlace, Document{}.integer("$gte", 1));
  auto options = Document{}.document("sort", Document{}.integer(kAuditPlace, -1));
  options.integer("limit", 1).document("projection", Document{}.integer(kAuditPlace, 1).integer(kHash, 1));
  const auto last = database.find(kAudit, placed, options);
  return last.empty() ? app::ChainHead{} : head_in(last.front().view());
}

}  // namespace

app::ChainHead read_head(Database& database) {
  // In this order: a sweep writes the head down before it removes the record that it was read from.
  auto last = last_record(database);
  const auto kept = database.find_one(kChain, the_head());
  if (kept && kept->view().integer(kAuditPlace).value_or(0) >= last.seq) return head_in(kept->view());
  return last;
}

void keep_head(Database& database, const app::ChainHead& head) {
  auto earlier = the_head();
  earlier.document(kAuditPlace, Document{}.integer("$lt", head.seq));
  auto made = the_head();
  made.integer(kAuditPlace, head.seq).text(kHash, head.hash);
  (void)database.put(kChain, earlier, made);  // kKeyTaken: a later one is there
}

app::ChainedAudit read_chained(View view) {
  app::ChainedAudit chained{stored_audit(view), view.text(kPrevHash).value_or(""), view.text(kHash).value_or("")};
  chained.record.seq = view.integer(kAuditPlace).value_or(0);
  return chained;
}

Document chained_document(const Document& record, const app::ChainedAudit& chained) {
  auto placed = record;
  return placed.integer(kAuditPlace, chained.record.seq).text(kPrevHash, chained.prev_hash).text(kHash, chained.hash);
}

}  // namespace callroom::store::mongo
