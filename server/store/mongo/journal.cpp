#include "store/mongo/change.hpp"
#include "store/mongo/committer.hpp"
#include "store/mongo/outbox.hpp"

#include <algorithm>
#include <cstring>

// Commits of several users and sessions, which the product itself never makes (it changes one at a time): a saga. The
// journal has every change and how to take it back; it is carried out as a whole or undone as a whole, if need be by the
// next server. Between two changes another process may see the first alone; this one's readers wait at the gate.
//
//   {_id: commit, undo: bool, outbox: {…}, steps: [{collection, id, guarded, insert?, set, unset, restore,
//     remove, release: field}]}
namespace callroom::store::mongo {
namespace {

Document step_of(const DocumentChange& change, const std::string& commit) {
  Document step;
  step.text("collection", change.collection).id("id", change.id);
  if (!change.stored) {
    auto made = change.made;
    return step.document("insert", made.id(kLastCommit, commit));
  }
  const auto stored = change.stored->view();
  auto set = change.difference.set;
  set.id(kLastCommit, commit);
  Document restore;
  Document remove;
  for (const auto& part : {set, change.difference.unset}) {
    for (const auto& key : part.view().keys()) {
      if (stored.has(key.c_str())) {
        restore.copy(key.c_str(), stored);
      } else {
        remove.text(key, "");
      }
    }
  }
  // Not the guard itself: servers and drivers take no operators in documents that are stored.
  const auto guarded = Document{}.copy(kLastCommit, stored).copy("revision", stored);
  return step.document("guarded", guarded)
      .document("set", set)
      .document("unset", change.difference.unset)
      .document("restore", restore)
      .document("remove", remove)
      .text("release", change.released);
}

/// The collections are a closed list: what a journal says is compared, not trusted.
const char* collection_of(View step) {
  const auto name = step.text("collection");
  for (const auto* known : {kUsers, kSessions}) {
    if (name == known) return known;
  }
  throw app::StoreUnavailable("a journal names an unknown collection");
}

Document part_of(View step, const char* key) { return document_in(step, key).value_or(Document{}); }

Document guard_in(View step) { return guard_of(step.object_id("id")->str(), part_of(step, "guarded").view()); }

Document written_by(View step, const std::string& commit) {
  return by_id(step.object_id("id")->str()).id(kLastCommit, commit);
}

/// The unique field that it gives up; empty: none.
std::string released_in(View step) { return step.text("release").value_or(""); }

/// Gives up addresses and links first, so that two records can trade theirs.
void release(Database& database, View step, const Document& filter) {
  const auto released = released_in(step);
  if (released.empty()) return;
  const auto field = Document{}.text(released, "");
  (void)database.update(collection_of(step), filter, Document{}.document("$unset", field));
}

}  // namespace

Written Committer::roll_forward(View journal, bool again) {
  const auto commit = journal.object_id("_id")->str();
  const auto steps = documents_in(journal, "steps");
  for (const auto& one : steps) release(database_, one.view(), guard_in(one.view()));
  for (const auto& one : steps) {
    const auto view = one.view();
    const auto* collection = collection_of(view);
    const auto made = document_in(view, "insert");
    const auto written =
        made ? database_.insert(collection, *made)
             : database_.update(collection, guard_in(view), update_of(part_of(view, "set"), part_of(view, "unset")));
    if (written != Written::kYes) {
      // Again: this change may have been made before.
      const bool made_before = again && database_.find_one(collection, written_by(view, commit)).has_value();
      if (!made_before) return written;
    }
    step("changed");
  }
  return Written::kYes;
}

void Committer::undo(View journal) {
  const auto commit = journal.object_id("_id")->str();
  const auto mark = Document{}.document("$set", Document{}.boolean("undo", true));
  (void)database_.update(kJournal, by_id(commit), mark);
  const auto steps = documents_in(journal, "steps");
  for (const auto& one : steps) release(database_, one.view(), written_by(one.view(), commit));
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    const auto view = step->view();
    const auto* collection = collection_of(view);
    if (view.has("insert")) {
      database_.erase(collection, written_by(view, commit));
      continue;
    }
    const auto back = update_of(part_of(view, "restore"), part_of(view, "remove"));
    if (database_.update(collection, written_by(view, commit), back) == Written::kYes) continue;
    // It was not changed yet, but may have given up its address or link.
    const auto released = released_in(view);
    Document returned;
    returned.copy(released.c_str(), part_of(view, "restore").view());
    if (!returned.empty()) {
      (void)database_.update(collection, guard_in(view), Document{}.document("$set", returned));
    }
  }
  database_.erase(kJournal, by_id(commit));
}

void Committer::finish_journal(View journal) {
  const auto commit = journal.object_id("_id");
  if (!commit) throw app::StoreUnavailable("a journal without an id");
  if (in_flight_.lock()->contains(commit->str())) return;
  constexpr bool kAgain = true;
  if (journal.boolean("undo").value_or(false) || roll_forward(journal, kAgain) != Written::kYes) return undo(journal);
  deliver(database_, appender_, part_of(journal, "outbox").view(), Delivery::kLate);
  database_.erase(kJournal, by_id(commit->str()));
}

Written Committer::write_all(const std::vector<DocumentChange>& changes, const Parts& parts) {
  const InFlight self(in_flight_, new_id());
  const auto outbox = make_outbox(parts, self.id(), next_stamp());
  std::vector<Document> steps;
  for (const auto& change : changes) steps.push_back(step_of(change, self.id()));
  Document journal;
  journal.id("_id", self.id()).boolean("undo", false).document("outbox", outbox).array("steps", steps);

  bool decided = false;
  try {
    (void)database_.insert(kJournal, journal);  // its id is new
    decided = changes.empty();
    step("decided");
    constexpr bool kFirstTime = false;
    if (const auto written = roll_forward(journal.view(), kFirstTime); written != Written::kYes) {
      undo(journal.view());
      return written;
    }
    decided = true;
    deliver(database_, appender_, outbox.view(), Delivery::kNow);
    step("delivered");
    database_.erase(kJournal, by_id(self.id()));
  } catch (const app::StoreUnavailable&) {
    leftovers_.lock()->emplace_back(kJournal, self.id());
    if (!decided) throw;
  }
  return Written::kYes;
}

}  // namespace callroom::store::mongo
