#include "store/mongo/mongo_transfer.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/audit_chain.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/ownership.hpp"
#include "store/mongo/seal_existing.hpp"
#include "store/mongo/transfer_documents.hpp"
#include "store/transfer/position.hpp"
#include "vault/sealed_text.hpp"

#include <algorithm>
#include <cstring>

namespace callroom::store::mongo {
namespace {

using transfer::Form;
using transfer::Record;
using transfer::Refused;

/// There only while the database is being filled.
constexpr auto kMark = "callroomtransfer";
/// The document that names the source.
constexpr auto kFrom = "from";

bool is(const Form& form, const char* table) { return std::strcmp(form.table, table) == 0; }

Document exists(bool wanted) { return Document{}.boolean("$exists", wanted); }
Document at_least_one() { return Document{}.integer("$gte", 1); }

/// The documents that have a place in the form: of the trail those in its chain, of the figures our own.
Document placed(const Form& form) {
  if (is(form, "videocallauditlogs")) return Document{}.document(kAuditPlace, at_least_one());
  if (is(form, "videocallmetrics")) return Document{}.document("epoch", exists(true));
  return {};
}

/// {$gt: id}
Document behind(const Document& id) {
  const auto text = id.view().text("_id");
  const auto number = id.view().integer("_id");
  if (text) return Document{}.text("$gt", *text);
  if (number) return Document{}.integer("$gt", *number);
  return Document{}.id("$gt", id.view().object_id("_id").value().str());
}

Document named(const char* name) { return Document{}.text("_id", name); }

}  // namespace

void refuse_half_moved(Database& database) {
  if (!database.find_one(kMark, named(kFrom))) return;
  throw app::StoreUnavailable("the database " + database.name() +
                              " holds part of a transfer: run callroom migrate --from --to again");
}

MongoTransfer::MongoTransfer(const base::Secret& uri, const base::Clock& clock, std::optional<vault::Sharing> said)
    // Building an index takes as long as the collection is large; no call waits for this.
    : clock_(clock), said_(said), database_(uri, clock, base::Minutes{60}) {}

void MongoTransfer::require_usable() {
  const auto waiting = Document{}.document(kOutbox, exists(true));
  const auto begun = database_.count(kJournal, {}) + database_.count(kUsers, waiting) +
                     database_.count(kSessions, waiting) +
                     database_.count(kTombstones, Document{}.boolean("sweeping", true));
  if (begun == 0) return;
  throw Refused(name() + " has " + std::to_string(begun) +
                " commits or sweeps that were cut off: start a server once, which finishes them, and stop it");
}

std::int64_t MongoTransfer::count(const Form& form) {
  if (is(form, "auditchain")) return read_head(database_).seq > 0 ? 1 : 0;
  return database_.count(form.collection, placed(form));
}

transfer::LeftOut MongoTransfer::others() {
  transfer::LeftOut found;
  const auto add = [&](const char* what, std::int64_t records) {
    if (records > 0) found[what] = records;
  };
  add("videocallauditlogs outside of the chain",
      database_.count(kAudit, {}) - database_.count(kAudit, Document{}.document(kAuditPlace, at_least_one())));
  add("videocallmetrics of another application",
      database_.count(kMetrics, Document{}.document("epoch", exists(false))));
  return found;
}

std::vector<Record> MongoTransfer::read(const Form& form, const std::optional<Record>& after, std::size_t limit,
                                        transfer::LeftOut& left_out) {
  std::vector<Record> found;
  if (is(form, "auditchain")) {
    // What is written down of it may be behind the last record.
    const auto head = read_head(database_);
    if (!after && head.seq > 0) found.push_back({head.seq, head.hash});
    return found;
  }
  if (is(form, "videocallmetricsposition") && after) return found;  // there is one
  const bool by_place = is(form, "videocallauditlogs");
  const auto* order = by_place ? kAuditPlace : "_id";
  auto filter = placed(form);
  if (after && by_place) {
    filter = Document{}.document(kAuditPlace, Document{}.integer("$gt", std::get<std::int64_t>(after->at(0))));
  } else if (after) {
    filter.document("_id", behind(id_document(form, *after)));
  }
  const auto options = Document{}
                           .document("sort", Document{}.integer(order, 1))
                           .integer("limit", static_cast<std::int64_t>(limit));
  database_.each(form.collection, filter, options,
                 [&](View view) { found.push_back(read_document(form, view, left_out)); });
  return found;
}

std::optional<std::string> MongoTransfer::unfinished() {
  const auto mark = database_.find_one(kMark, named(kFrom));
  if (!mark) return std::nullopt;
  return mark->view().text("position").value_or("somewhere");
}

void MongoTransfer::begin(const std::string& source) {
  (void)sharing_of(database_, clock_, said_);  // notes that the collections are our own, before they are made
  create_indexes(database_);
  (void)database_.put(kMark, named(kFrom), named(kFrom).text("position", source));
}

transfer::Position MongoTransfer::position(const Form& form) {
  const auto kept = database_.find_one(kMark, named(form.table));
  if (!kept) return {};
  return {transfer::read_position(form, kept->view().text("position").value_or("")),
          kept->view().integer("records").value_or(0)};
}

void MongoTransfer::write(const Form& form, const std::vector<Record>& records, const transfer::Position& then) {
  refuse_what_others_cannot_read(form, records);
  std::vector<Document> documents;
  for (const auto& record : records) documents.push_back(make_document(form, record));
  if (database_.put_all(form.collection, documents) == Written::kKeyTaken) {
    throw Refused(transfer::name_of(form, records.front()) + " or one of the " + std::to_string(records.size() - 1) +
                  " after it: another record has its address, link or place");
  }
  auto mark = named(form.table);
  mark.text("position", transfer::write_position(*then.after)).integer("records", then.records);
  (void)database_.put(kMark, named(form.table), mark);
}

void MongoTransfer::refuse_what_others_cannot_read(const Form& form, const std::vector<Record>& records) {
  if (!is(form, kUsers) && !is(form, kSessions)) return;
  const auto is_sealed = [](const transfer::Value& value) {
    const auto* text = std::get_if<std::string>(&value);
    return text != nullptr && text->starts_with(vault::kSealedPrefix);
  };
  const bool any = std::any_of(records.begin(), records.end(), [&](const Record& record) {
    return std::any_of(record.begin(), record.end(), is_sealed);
  });
  if (!any || sharing_of(database_, clock_, said_) == vault::Sharing::kOwn) return;
  throw Refused(std::string{form.table} + " are encrypted, and " + name() +
                " is shared with another application, which could not read them (store.shared)");
}

void MongoTransfer::clear() {
  for (const auto& form : transfer::forms()) database_.erase_all(form.collection, {});
  finish();
}

/// What came sealed is not sealed again at the next start: an erased person's word in plain would be taken for a name.
/// The source's name last: cut off here, the transfer is still known to be unfinished.
void MongoTransfer::finish() {
  for (const auto& [collection, field] : transfer::kSealedFields) keep_sealed(database_, collection, field);
  for (const auto& form : transfer::forms()) database_.erase(kMark, named(form.table));
  database_.erase(kMark, named(kFrom));
}

}  // namespace callroom::store::mongo
