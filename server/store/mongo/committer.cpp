#include "store/mongo/committer.hpp"

#include "store/memory/apply.hpp"
#include "store/mongo/change.hpp"
#include "store/mongo/filters.hpp"
#include "store/mongo/sealed_documents.hpp"

#include <algorithm>
#include <functional>

namespace callroom::store::mongo {

using app::CommitOutcome;

namespace {

/// Another server, or another application, changed the same document between our reading and writing.
constexpr int kAttempts = 16;

std::set<std::string> changed_ids(const app::Commit& commit) {
  std::set<std::string> ids;
  for (const auto& user : commit.new_users) ids.insert(user.id.str());
  for (const auto& user : commit.changed_users) ids.insert(user.id.str());
  for (const auto& session : commit.new_sessions) ids.insert(session.id.str());
  for (const auto& write : commit.sessions) ids.insert(write.after.id.str());
  return ids;
}

bool repeats_an_id(const std::vector<domain::AuditRecord>& records) {
  std::set<std::string> ids;
  return std::any_of(records.begin(), records.end(), [&](const auto& one) { return !ids.insert(one.id.str()).second; });
}

/// The unique field, when the change puts another value in its place or takes it away.
std::string released_by(const DocumentChange& change, const char* unique) {
  const bool changes = change.difference.set.view().has(unique) || change.difference.unset.view().has(unique);
  return changes && change.stored->view().has(unique) ? unique : "";
}

}  // namespace

/// The records that a commit is judged by: those it changes, and those that have the addresses and links it wants.
struct Committer::Loaded {
  MemoryStore::Records records;
  std::map<std::string, Document> users;
  std::map<std::string, Document> sessions;
};

Committer::Committer(Database& database, const Sealing& sealing, const base::Clock& clock, BetweenSteps between)
    : database_(database),
      sealing_(sealing),
      clock_(clock),
      between_(std::move(between)),
      appender_(database, clock),
      last_stamp_(0) {}

std::string Committer::new_id() const { return base::ObjectId::generate(clock_.now()).str(); }

std::int64_t Committer::next_stamp() {
  auto last = last_stamp_.lock();
  constexpr std::int64_t kMicrosPerMilli = 1000;
  *last = std::max(*last + 1, clock_.now().time_since_epoch().count() * kMicrosPerMilli);
  return *last;
}

std::mutex& Committer::stripe_of(const std::string& id) { return stripes_[std::hash<std::string>{}(id) % kStripes]; }

CommitOutcome Committer::commit(const app::Commit& commit) {
  settle();
  Fields fields(database_, sealing_);
  const Parts parts{commit, fields};
  const auto ids = changed_ids(commit);
  if (ids.empty()) {
    const auto passed = gate_.together();
    return commit_records(parts);
  }
  if (ids.size() == 1) {
    const auto passed = gate_.together();
    const std::lock_guard only_writer(stripe_of(*ids.begin()));
    return commit_changes(parts);
  }
  const auto passed = gate_.alone();
  return commit_changes(parts);
}

bool Committer::any_taken(const std::vector<domain::AuditRecord>& records) {
  if (records.empty()) return false;
  std::vector<std::string> ids;
  for (const auto& record : records) ids.push_back(record.id.str());
  return !database_.find(kAudit, Document{}.document("_id", in_ids(ids)), Document{}.integer("limit", 1)).empty();
}

CommitOutcome Committer::commit_records(const Parts& parts) {
  const auto& commit = parts.commit;
  if (parts.size() == 0) return CommitOutcome::kDone;
  if (repeats_an_id(commit.audit)) return CommitOutcome::kDuplicate;
  const InFlight self(in_flight_, new_id());
  if (parts.size() == 1) {
    if (!commit.audit.empty()) {
      const auto written = appender_.append({audit_document(commit.audit.front(), parts.fields)});
      return written.front() == Written::kYes ? CommitOutcome::kDone : CommitOutcome::kDuplicate;
    }
    deliver(database_, appender_, make_outbox(parts, self.id(), next_stamp()).view(), Delivery::kNow);
    return CommitOutcome::kDone;
  }
  if (any_taken(commit.audit)) return CommitOutcome::kDuplicate;
  write_all({}, parts);
  return CommitOutcome::kDone;
}

bool Committer::load(const Parts& parts, Loaded& loaded) {
  const auto& commit = parts.commit;
  auto& fields = parts.fields;
  std::vector<std::string> user_ids;
  std::vector<std::string> emails;
  for (const auto* users : {&commit.new_users, &commit.changed_users}) {
    for (const auto& user : *users) {
      user_ids.push_back(user.id.str());
      emails.push_back(fields.email_key(user.email));
    }
  }
  std::vector<std::string> session_ids;
  std::vector<std::string> links;
  const auto want = [&](const domain::Session& session) {
    session_ids.push_back(session.id.str());
    if (session.meeting_link) links.push_back(fields.meeting_link_key(session.meeting_link->str()));
  };
  for (const auto& session : commit.new_sessions) want(session);
  for (const auto& write : commit.sessions) want(write.after);

  bool clean = true;
  const auto changed = changed_ids(commit);
  const auto waits = [&](const char* collection, View view, const std::string& id) {
    if (!view.has(kOutbox) || !changed.contains(id)) return;
    finish(collection, view);
    clean = false;
  };
  auto users = find_by_id_or(database_, kUsers, user_ids, unique_field(kUsers, fields), emails);
  fields.expect(users);
  for (auto& found : users) {
    const auto user = read_user(found.view(), fields);
    waits(kUsers, found.view(), user.id.str());
    loaded.records.by_email.insert_or_assign(user.email, user.id);
    loaded.records.users.insert_or_assign(user.id, user);
    loaded.users.insert_or_assign(user.id.str(), std::move(found));
  }
  auto sessions = find_by_id_or(database_, kSessions, session_ids, unique_field(kSessions, fields), links);
  fields.expect(sessions);
  for (auto& found : sessions) {
    const auto session = read_session(found.view(), fields);
    waits(kSessions, found.view(), session.id.str());
    if (session.meeting_link) loaded.records.by_room.insert_or_assign(*session.meeting_link, session.id);
    loaded.records.sessions.insert_or_assign(session.id, session);
    loaded.sessions.insert_or_assign(session.id.str(), std::move(found));
  }
  return clean;
}

CommitOutcome Committer::commit_changes(const Parts& parts) {
  const auto& commit = parts.commit;
  auto& fields = parts.fields;
  const bool audit_taken = any_taken(commit.audit);
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    Loaded loaded;
    if (!load(parts, loaded)) continue;
    // The memory store's own rules say what the commit comes to, and why it is refused.
    if (const auto outcome = MemoryChange{loaded.records}.apply(commit); outcome != CommitOutcome::kDone)
      return outcome;
    if (audit_taken) return CommitOutcome::kDuplicate;

    std::vector<DocumentChange> changes;
    const auto add = [&](const char* collection, const std::string& id, const std::map<std::string, Document>& stored,
                         const auto& record, const auto& read, const auto& write) {
      DocumentChange change;
      change.collection = collection;
      change.id = id;
      const auto wanted = write(record);
      if (const auto found = stored.find(id); found != stored.end()) {
        const auto view = found->second.view();
        const auto changed = difference(view, write(read(view, fields)).view(), wanted.view());
        change.stored = found->second;
        change.difference = sealed(collection, id, changed, fields);
        change.released = released_by(change, unique_field(collection, fields));
      } else {
        change.made = sealed(collection, id, wanted, fields);
      }
      changes.push_back(std::move(change));
    };
    const auto changed = changed_ids(commit);
    for (const auto& [id, user] : loaded.records.users) {
      if (changed.contains(id.str())) add(kUsers, id.str(), loaded.users, user, read_user, user_document);
    }
    for (const auto& [id, session] : loaded.records.sessions) {
      if (!changed.contains(id.str())) continue;
      add(kSessions, id.str(), loaded.sessions, session, read_session, session_document);
    }
    switch (changes.size() == 1 ? write_one(changes.front(), parts) : write_all(changes, parts)) {
      case Written::kYes:
        return CommitOutcome::kDone;
      case Written::kKeyTaken:
        return CommitOutcome::kDuplicate;
      case Written::kNoMatch:
        break;  // changed meanwhile: judge again
    }
  }
  throw app::StoreUnavailable("a record was changed by others at every attempt");
}

Written Committer::write_one(const DocumentChange& change, const Parts& parts) {
  const InFlight self(in_flight_, new_id());
  const bool has_parts = parts.size() > 0;
  const auto outbox = make_outbox(parts, self.id(), next_stamp());
  const Leftover leftover{change.collection, change.id};
  bool decided = false;
  try {
    Written written{};
    if (!change.stored) {
      auto made = change.made;
      made.id(kLastCommit, self.id());
      if (has_parts) made.document(kOutbox, outbox);
      written = database_.insert(change.collection, made);
    } else {
      auto set = change.difference.set;
      set.id(kLastCommit, self.id());
      if (has_parts) set.document(kOutbox, outbox);
      written = database_.update(change.collection, guard_of(change.id, change.stored->view()),
                                 update_of(set, change.difference.unset));
    }
    if (written != Written::kYes || !has_parts) return written;
    decided = true;
    step("decided");
    deliver(database_, appender_, outbox.view(), Delivery::kNow);
    step("delivered");
    clear_outbox(change.collection, change.id, self.id());
  } catch (const app::StoreUnavailable&) {
    // Undecided, for all we know: it may have been written all the same, so its outbox is looked for later.
    if (has_parts) leftovers_.lock()->push_back(leftover);
    if (!decided) throw;
  }
  return Written::kYes;
}

void Committer::clear_outbox(const char* collection, const std::string& document, const std::string& commit) {
  auto filter = by_id(document).id(std::string(kOutbox) + ".id", commit);
  (void)database_.update(collection, filter, Document{}.document("$unset", Document{}.text(kOutbox, "")));
}

void Committer::finish(const char* collection, View found) {
  const auto outbox = document_in(found, kOutbox);
  if (!outbox) return;
  const auto commit = outbox->view().object_id("id");
  const auto id = found.object_id("_id");
  if (!commit || !id) throw app::StoreUnavailable(std::string("an outbox in ") + collection + " is unreadable");
  if (in_flight_.lock()->contains(commit->str())) return;
  deliver(database_, appender_, outbox->view(), Delivery::kLate);
  clear_outbox(collection, id->str(), commit->str());
}

void Committer::finish_leftover(const Leftover& leftover) {
  const auto& [collection, id] = leftover;
  const auto found = database_.find_one(collection, by_id(id));
  if (!found) return;  // it was not written after all, or it is finished
  if (collection == kJournal) {
    finish_journal(found->view());
  } else {
    finish(collection, found->view());
  }
}

void Committer::settle() {
  for (;;) {
    std::optional<Leftover> next;
    {
      auto leftovers = leftovers_.lock();
      if (leftovers->empty()) return;
      next = leftovers->back();
    }
    finish_leftover(*next);
    std::erase(*leftovers_.lock(), *next);
  }
}

void Committer::recover() {
  const auto passed = gate_.alone();
  for (const auto& journal : database_.find(kJournal, {}, Document{}.document("sort", Document{}.integer("_id", 1))))
    finish_journal(journal.view());
  const auto waiting = Document{}.document(kOutbox, Document{}.boolean("$exists", true));
  for (const auto* collection : {kUsers, kSessions}) {
    for (const auto& found : database_.find(collection, waiting)) finish(collection, found.view());
  }
}

}  // namespace callroom::store::mongo
