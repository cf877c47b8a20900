#include "store/mongo/migrate.hpp"

#include "app/ports/store.hpp"
#include "store/mongo/change.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/indexes.hpp"
#include "store/mongo/open.hpp"
#include "store/mongo/sealed_documents.hpp"

#include <algorithm>
#include <optional>

namespace callroom::store::mongo {
namespace {

constexpr std::int64_t kPage = 1000;  ///< Sessions held in memory at once.
/// A record that somebody else goes on changing is left to the next run.
constexpr int kAttempts = 5;

void make_indexes(Database& database, Mode mode, MigrationReport& report) {
  const char* listed = nullptr;
  std::vector<std::string> there;
  for (const auto& index : indexes()) {
    if (index.collection != listed) there = existing_indexes(database, listed = index.collection);
    if (std::find(there.begin(), there.end(), index.name) != there.end()) continue;
    if (mode == Mode::kApply) create_index(database, index);
    report.indexes.push_back(std::string(index.collection) + "." + index.name);
  }
}

/// What to $set in a session; empty: it is complete.
Document missing_fields(View stored, const domain::Session& session, const std::optional<std::string>& link) {
  Document set;
  const auto whole = session_document(session);
  for (const auto& key : whole.view().keys()) {
    if (!stored.has(key.c_str())) set.copy(key.c_str(), whole.view());
  }
  if (link) set.text("meetingLink", *link);
  return set;
}

class SessionWalk {
 public:
  SessionWalk(Database& database, const Sealing& sealing, Mode mode, const base::Clock& clock,
              const std::function<std::string()>& new_link, MigrationReport& report)
      : database_(database), sealing_(sealing), mode_(mode), clock_(clock), new_link_(new_link), report_(report) {}

  void look_at(Document found) {
    ++report_.sessions;
    try {
      for (int attempt = 0; attempt < kAttempts; ++attempt) {
        if (complete(found)) return;
        auto again = database_.find_one(kSessions, Document{}.copy("_id", found.view()));
        if (!again) return;
        found = *std::move(again);
      }
    } catch (const Unreadable& error) {
      report_.unreadable.push_back(error.what);
    }
  }

 private:
  struct Unreadable {
    std::string what;
  };

  /// Its personal fields are not opened: it is only asked whether they are there.
  domain::Session read(View view) {
    const Sealing plain;
    Fields fields(database_, plain);
    try {
      return read_session(view, fields);
    } catch (const app::StoreUnavailable& error) {
      throw Unreadable{error.what()};
    }
  }

  /// False: somebody changed it meanwhile.
  bool complete(const Document& found) {
    const auto session = read(found.view());
    const bool wants_link = session.status == domain::SessionStatus::kConfirmed && !session.meeting_link;
    auto set = missing_fields(found.view(), session, wants_link ? std::optional{new_link_()} : std::nullopt);
    if (set.empty()) return true;
    if (mode_ == Mode::kApply) {
      // As every change: one more revision, so that whoever read it before reads it again.
      Document changed;
      for (const auto& key : set.view().keys()) {
        if (key != "revision") changed.copy(key.c_str(), set.view());
      }
      changed.integer("revision", session.revision + 1).id(kLastCommit, base::ObjectId::generate(clock_.now()).str());
      const auto guard = guard_of(session.id.str(), found.view());
      Fields fields(database_, sealing_);
      const auto stored = sealed(kSessions, session.id.str(), changed, fields);
      if (database_.update(kSessions, guard, Document{}.document("$set", stored)) != Written::kYes) return false;
    }
    ++report_.completed;
    if (wants_link) ++report_.links;
    return true;
  }

  Database& database_;
  const Sealing& sealing_;
  const Mode mode_;
  const base::Clock& clock_;
  const std::function<std::string()>& new_link_;
  MigrationReport& report_;
};

}  // namespace

MigrationReport migrate(Database& database, Mode mode, const base::Clock& clock,
                        const std::function<std::string()>& new_link, const Progress& progress,
                        const Sealing& sealing) {
  MigrationReport report;
  make_indexes(database, mode, report);
  if (mode == Mode::kApply) {
    Committer committer(database, sealing, clock, {});
    make_ready(database, committer, sealing, {});
  }
  const auto total = database.count(kSessions, {});
  SessionWalk walk(database, sealing, mode, clock, new_link, report);
  Document filter;
  const auto options = Document{}.document("sort", Document{}.integer("_id", 1)).integer("limit", kPage);
  for (;;) {
    auto page = database.find(kSessions, filter, options);
    if (page.empty()) break;
    const auto last = page.back().view().object_id("_id");
    if (!last) throw app::StoreUnavailable("a session whose id is no ObjectId: migrate cannot tell where it was");
    filter = Document{}.document("_id", Document{}.id("$gt", last->str()));
    for (auto& found : page) walk.look_at(std::move(found));
    progress(report.sessions, std::max(total, report.sessions));
    if (page.size() < static_cast<std::size_t>(kPage)) break;
  }
  return report;
}

}  // namespace callroom::store::mongo
