#include "store/mongo/seal_existing.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/fields.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/read_field.hpp"
#include "store/mongo/sealed_documents.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace callroom::store::mongo {
namespace {

using vault::Collection;

/// How far a collection was sealed: {_id: collection, last: id, records, done}.
constexpr auto kProgress = "callroomsealing";
/// Documents between two notes of it.
constexpr std::int64_t kBatch = 100;
/// Each lost attempt means that somebody changed the document.
constexpr int kAttempts = 16;

struct Pass {
  Collection collection;
  const char* name;
  std::string (*scope)(View found);
  /// Of a document: its personal fields that are in plain.
  Document (*plain)(View found, Fields& fields);
  /// The same, as they are to be stored.
  Document (*close)(View found, const Document& plain, Fields& fields);
};

Document plain_fields(View found, const std::vector<const char*>& personal, Fields& fields) {
  Document plain;
  for (const auto* key : personal) {
    const auto text = found.text(key);
    if (text && !text->empty() && !fields.is_sealed(*text)) plain.copy(key, found);
  }
  return plain;
}

std::string scope_of_user(View found) { return vault::user_scope(read_id<domain::UserId>(found, "_id").str()); }
Document plain_user(View found, Fields& fields) { return plain_fields(found, personal_fields(kUsers), fields); }
Document close_user(View found, const Document& plain, Fields& fields) {
  return sealed(kUsers, read_id<domain::UserId>(found, "_id").str(), plain, fields);
}

std::string scope_of_session(View found) {
  return vault::session_scope(read_id<domain::SessionId>(found, "_id").str());
}
Document plain_session(View found, Fields& fields) { return plain_fields(found, personal_fields(kSessions), fields); }
Document close_session(View found, const Document& plain, Fields& fields) {
  return sealed(kSessions, read_id<domain::SessionId>(found, "_id").str(), plain, fields);
}

std::string scope_of_rating(View found) {
  return vault::user_scope(read_id<domain::UserId>(found, "userId").str());
}
Document plain_rating(View found, Fields& fields) { return plain_fields(found, {"comment"}, fields); }
Document close_rating(View found, const Document& plain, Fields& fields) {
  const auto session = read_id<domain::SessionId>(found, "sessionId");
  const auto user = read_id<domain::UserId>(found, "userId");
  return Document{}.text("comment", fields.comment(session, user, plain.view().text("comment")).value_or(""));
}

constexpr std::array<Pass, 3> kPasses{
    {{Collection::kUsers, kUsers, scope_of_user, plain_user, close_user},
     {Collection::kSessions, kSessions, scope_of_session, plain_session, close_session},
     {Collection::kRatings, kRatings, scope_of_rating, plain_rating, close_rating}}};

/// False: somebody changed it meanwhile.
bool seal_one(Database& database, const Pass& pass, View found, Fields& fields) {
  const auto plain = pass.plain(found, fields);
  if (plain.empty()) return true;
  auto unchanged = Document{}.copy("_id", found);
  for (const auto& key : plain.view().keys()) unchanged.copy(key.c_str(), found);
  const auto set = Document{}.document("$set", pass.close(found, plain, fields));
  return database.update(pass.name, unchanged, set) == Written::kYes;
}

void seal_until_done(Database& database, const Pass& pass, const Document& found, Fields& fields) {
  if (seal_one(database, pass, found.view(), fields)) return;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto now = database.find_one(pass.name, Document{}.copy("_id", found.view()));
    if (!now || seal_one(database, pass, now->view(), fields)) return;
  }
  throw app::StoreUnavailable(std::string("a record of ") + pass.name + " was changed by others at every attempt");
}

struct Progress {
  Document last;  ///< {_id}; empty: nothing yet.
  std::int64_t records = 0;
  bool done = false;
};

Document progress_id(const char* collection) { return Document{}.text("_id", collection); }

Progress progress_of(Database& database, const char* collection) {
  const auto found = database.find_one(kProgress, progress_id(collection));
  if (!found) return {};
  return {document_in(found->view(), "last").value_or(Document{}), found->view().integer("records").value_or(0),
          found->view().boolean("done").value_or(false)};
}

void keep(Database& database, const char* collection, const Progress& progress) {
  auto made = progress_id(collection);
  made.document("last", progress.last).integer("records", progress.records).boolean("done", progress.done);
  (void)database.put(kProgress, progress_id(collection), made);
}

/// Those of a type that ids of ours have, behind the last one.
Document behind(View last) {
  if (!last.has("_id")) return {};
  Document bound;
  if (const auto id = last.object_id("_id")) {
    bound.id("$gt", id->str());
  } else {
    bound.text("$gt", last.text("_id").value_or(""));
  }
  return Document{}.document("_id", bound);
}

void seal_collection(Database& database, const Sealing& sealing, const Pass& pass, const SealingReport& report) {
  auto progress = progress_of(database, pass.name);
  const auto in_order = Document{}.document("sort", Document{}.integer("_id", 1)).integer("limit", kBatch);
  while (!progress.done) {
    const auto batch = database.find(pass.name, behind(progress.last.view()), in_order);
    Fields fields(database, sealing);
    fields.expect(batch);
    std::vector<std::string> scopes;
    for (const auto& found : batch) scopes.push_back(pass.scope(found.view()));
    fields.expect_live(scopes);
    for (const auto& found : batch) seal_until_done(database, pass, found, fields);
    if (!batch.empty()) progress.last = Document{}.copy("_id", batch.back().view());
    progress.records += static_cast<std::int64_t>(batch.size());
    progress.done = static_cast<std::int64_t>(batch.size()) < kBatch;
    keep(database, pass.name, progress);
    if (report && !batch.empty()) report(pass.name, progress.records);
  }
}

void prove_master_key(Database& database, const Sealing& sealing) {
  KeyCollection keys(database);
  try {
    (void)sealing.vault->key_of(keys, vault::kInstallation);
  } catch (const vault::KeyError& error) {
    throw std::runtime_error("cannot use the database " + database.name() + ": " + error.what());
  }
}

/// Not in a database that others share: what their users are found by is theirs.
void create_lookup_indexes(Database& database, const Sealing& sealing) {
  constexpr bool kUnique = true;
  constexpr bool kSparse = true;
  if (sealing.seals(Collection::kUsers))
    create_if_missing(database, {kUsers, "emailKey_1", {"emailKey"}, kUnique, kSparse});
  if (sealing.seals(Collection::kSessions))
    create_if_missing(database, {kSessions, "meetingLinkKey_1", {"meetingLinkKey"}, kUnique, kSparse});
}

}  // namespace

void seal_existing(Database& database, const Sealing& sealing, const SealingReport& report) {
  if (!sealing.vault) {
    if (!holds_keys(database)) return;
    throw std::runtime_error("cannot use the database " + database.name() +
                             ": its personal fields are encrypted, and no master key is configured: set encryption.key "
                             "(VIDEO_CALL_ENCRYPTION_KEY), encryption.key_file or encryption.key_command");
  }
  create_key_index(database);
  prove_master_key(database, sealing);
  create_lookup_indexes(database, sealing);
  for (const auto& pass : kPasses) {
    if (sealing.seals(pass.collection)) seal_collection(database, sealing, pass, report);
  }
}

void keep_sealed(Database& database, const char* collection, const char* field) {
  const auto begins = Document{}.text("$regex", "^" + std::string{vault::kSealedPrefix});
  if (!database.find_one(collection, Document{}.document(field, begins))) return;
  constexpr bool kDone = true;
  keep(database, collection, {.last = {}, .records = 0, .done = kDone});
}

bool was_sealed(Database& database, const char* collection) {
  return database.find_one(kProgress, progress_id(collection)).has_value();
}

}  // namespace callroom::store::mongo
