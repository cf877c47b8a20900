#include "store/mongo/migrate_down.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/seal_existing.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

namespace callroom::store::mongo {
namespace {

constexpr std::int64_t kPage = 1000;

/// The contract's: a platform's own application may count on them, whoever made them.
constexpr std::array<std::string_view, 11> kOfTheContract{
    "email_1",           "meetingLink_1",          "videoCallStarted_1",           "lastAccessedAt_1",
    "status_1_sessionDate_1", "clientId_1_sessionDate_1", "psychologistId_1_sessionDate_1", "sessionId_1_timestamp_1",
    "userId_1_timestamp_1", "action_1_timestamp_1",     "timestamp_1"};

constexpr std::array<const char*, 3> kBookkeeping{kLastCommit, "revision", "callDurationSeconds"};

bool is_ours(const Index& index) {
  return std::find(kOfTheContract.begin(), kOfTheContract.end(), index.name) == kOfTheContract.end();
}

void drop_indexes(Database& database, Mode mode, DownReport& report) {
  const char* listed = nullptr;
  std::vector<std::string> there;
  for (const auto& index : indexes()) {
    if (index.collection != listed) there = existing_indexes(database, listed = index.collection);
    if (!is_ours(index) || std::find(there.begin(), there.end(), index.name) == there.end()) continue;
    if (mode == Mode::kApply) {
      database.command(Document{}.text("dropIndexes", index.collection).text("index", index.name));
    }
    report.indexes.push_back(std::string(index.collection) + "." + index.name);
  }
}

Document with_bookkeeping() {
  std::vector<Document> any;
  for (const auto* field : kBookkeeping)
    any.push_back(Document{}.document(field, Document{}.boolean("$exists", true)));
  return Document{}.array("$or", any);
}

void remove_bookkeeping(Database& database, const char* collection, DownReport& report, const Progress& progress) {
  const auto total = database.count(collection, with_bookkeeping());
  Document unset;
  for (const auto* field : kBookkeeping) unset.text(field, "");
  const auto update = Document{}.document("$unset", unset);
  const auto options =
      Document{}.document("projection", Document{}.integer("_id", 1)).integer("limit", kPage);
  for (std::int64_t done = 0; done < total;) {
    const auto page = database.find(collection, with_bookkeeping(), options);
    if (page.empty()) return;
    for (const auto& found : page) (void)database.update(collection, Document{}.copy("_id", found.view()), update);
    done += static_cast<std::int64_t>(page.size());
    report.documents += static_cast<std::int64_t>(page.size());
    progress(done, total);
  }
}

void refuse_cut_off(Database& database) {
  const auto waiting = Document{}.document(kOutbox, Document{}.boolean("$exists", true));
  const auto begun =
      database.count(kJournal, {}) + database.count(kUsers, waiting) + database.count(kSessions, waiting);
  if (begun == 0) return;
  throw app::StoreUnavailable(std::to_string(begun) +
                              " commits were cut off: start a server once, which finishes them, and stop it");
}

/// Without us nobody could read them, whatever is dropped.
void refuse_sealed(Database& database) {
  if (!was_sealed(database, kUsers) && !was_sealed(database, kSessions)) return;
  throw app::StoreUnavailable("users and sessions are encrypted: an application without callroom could not read them");
}

}  // namespace

DownReport migrate_down(Database& database, Mode mode, const Progress& progress) {
  refuse_sealed(database);
  refuse_cut_off(database);
  DownReport report;
  drop_indexes(database, mode, report);
  for (const auto* collection : {kUsers, kSessions}) {
    if (mode == Mode::kDryRun) {
      report.documents += database.count(collection, with_bookkeeping());
    } else {
      remove_bookkeeping(database, collection, report, progress);
    }
  }
  return report;
}

}  // namespace callroom::store::mongo
