#include "store/mongo/indexes.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/documents.hpp"

#include <algorithm>
#include <array>

namespace callroom::store::mongo {
namespace {

const auto& table() {
  static const std::array<Index, 19> indexes{{
      {kUsers, "email_1", {"email"}, true},
      {kSessions, "meetingLink_1", {"meetingLink"}, true, true},
      {kSessions, "videoCallStarted_1", {"videoCallStarted"}},
      {kSessions, "videoCallEnded_1__id_1", {"videoCallEnded", "_id"}},
      {kSessions, "lastAccessedAt_1", {"lastAccessedAt"}},
      {kSessions, "clientId_1_sessionDate_1", {"clientId", "sessionDate"}},
      {kSessions, "psychologistId_1_sessionDate_1", {"psychologistId", "sessionDate"}},
      {kSessions, "status_1_sessionDate_1", {"status", "sessionDate"}},
      {kSessions, "sessionDate_1__id_1", {"sessionDate", "_id"}},
      {kAudit, "sessionId_1_timestamp_1", {"sessionId", "timestamp"}},
      {kAudit, "userId_1_timestamp_1", {"userId", "timestamp"}},
      {kAudit, "action_1_timestamp_1", {"action", "timestamp"}},
      {kAudit, "seq_1", {"seq"}, true, true},
      {kAudit, "timestamp_1", {"timestamp"}},
      {kPresence, "sessionId_1_joinedAt_1", {"sessionId", "joinedAt"}},
      {kPresence, "leftAt_1", {"leftAt"}},
      {kQuality, "sessionId_1_userId_1_at_1", {"sessionId", "userId", "at"}},
      {kRatings, "sessionId_1_userId_1", {"sessionId", "userId"}},
      {kMetrics, "period_1_date_1", {"period", "date"}},
  }};
  return indexes;
}

}  // namespace

std::span<const Index> indexes() { return table(); }

std::vector<std::string> existing_indexes(Database& database, const char* collection) {
  std::vector<std::string> names;
  try {
    const auto reply = database.command(Document{}.text("listIndexes", collection));
    const auto cursor = document_in(reply.view(), "cursor");
    if (!cursor) return names;
    for (const auto& index : documents_in(cursor->view(), "firstBatch"))
      names.push_back(index.view().text("name").value_or(""));
  } catch (const app::StoreUnavailable&) {
    // A collection that is not there has no indexes; a server that is not there is told by the next question.
    database.command(Document{}.integer("ping", 1));
  }
  return names;
}

void create_index(Database& database, const Index& index) {
  Document key;
  for (const auto* field : index.fields) key.integer(field, 1);
  Document made;
  made.document("key", key).text("name", index.name);
  if (index.unique) made.boolean("unique", true);
  if (index.sparse) made.boolean("sparse", true);
  try {
    database.command(Document{}.text("createIndexes", index.collection).array("indexes", {made}));
  } catch (const app::StoreUnavailable& error) {
    throw app::StoreUnavailable(std::string("index ") + index.name + " of " + index.collection + ": " + error.what());
  }
}

void create_if_missing(Database& database, const Index& index) {
  const auto there = existing_indexes(database, index.collection);
  if (std::find(there.begin(), there.end(), index.name) == there.end()) create_index(database, index);
}

void create_indexes(Database& database) {
  const char* listed = nullptr;
  std::vector<std::string> there;
  for (const auto& index : indexes()) {
    if (index.collection != listed) there = existing_indexes(database, listed = index.collection);
    if (std::find(there.begin(), there.end(), index.name) == there.end()) create_index(database, index);
  }
}

}  // namespace callroom::store::mongo
