#include "store/mongo/audit_sweep.hpp"

#include "app/ports/store.hpp"
#include "integrity/tombstone.hpp"
#include "store/mongo/audit_chain.hpp"
#include "store/mongo/documents.hpp"

#include <utility>
#include <vector>

namespace callroom::store::mongo {
namespace {

constexpr auto kTo = "toSeq";
constexpr auto kSweeping = "sweeping";  ///< True: its records are yet to be removed.

/// Documents of each collection that one step takes.
constexpr std::int64_t kFeedbackDocuments = 2000;
/// Far longer than a step takes, and than clocks differ; whoever died in its turn is not waited for longer.
constexpr base::Minutes kTurn{10};

/// The right to sweep, given back at the end.
class Turn {
 public:
  Turn(Database& database, const base::Clock& clock)
      : database_(database), owner_(base::ObjectId::generate(clock.now()).str()) {
    auto over = the_turn();
    over.document("until", Document{}.time("$lte", clock.now()));
    auto mine = the_turn();
    mine.id("owner", owner_).time("until", clock.now() + kTurn);
    taken_ = database_.put(kChain, over, mine) == Written::kYes;
  }
  ~Turn() {
    if (!taken_) return;
    try {
      database_.erase(kChain, the_turn().id("owner", owner_));
    } catch (const app::StoreUnavailable&) {
      // Then it ends by itself.
    }
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

  [[nodiscard]] bool taken() const noexcept { return taken_; }

 private:
  static Document the_turn() { return Document{}.text("_id", "sweep"); }

  Database& database_;
  const std::string owner_;
  bool taken_ = false;
};

Document at(std::int64_t from_seq) { return Document{}.integer("_id", from_seq); }

Document within(const char* field, const char* above, std::int64_t first, std::int64_t last) {
  return Document{}.document(field, Document{}.integer(above, first).integer("$lte", last));
}

app::Tombstone read_tombstone(View view) {
  return {view.integer("_id").value_or(0), view.integer(kTo).value_or(0), view.text("prevHash").value_or(""),
          view.text("lastHash").value_or(""), view.text("document").value_or("")};
}

Document tombstone_document(const app::Tombstone& tombstone) {
  Document made = at(tombstone.from_seq);
  made.integer(kTo, tombstone.to_seq)
      .text("prevHash", tombstone.prev_hash)
      .text("lastHash", tombstone.last_hash)
      .text("document", tombstone.document);
  return made;
}

/// Of those that `filter` matches, the one that begins first: one that was joined with it, and is still to be removed,
/// lies within it.
std::optional<app::Tombstone> longest(Database& database, const Document& filter) {
  const auto first = Document{}.document("sort", Document{}.integer("_id", 1)).integer("limit", 1);
  const auto found = database.find(kTombstones, filter, first);
  if (found.empty()) return std::nullopt;
  return read_tombstone(found.front().view());
}

void remove_what_it_stands_for(Database& database, const app::Tombstone& tombstone) {
  database.erase_all(kTombstones, within("_id", "$gt", tombstone.from_seq, tombstone.to_seq));
  database.erase_all(kAudit, within(kAuditPlace, "$gte", tombstone.from_seq, tombstone.to_seq));
  const auto done = Document{}.document("$unset", Document{}.text(kSweeping, ""));
  (void)database.update(kTombstones, at(tombstone.from_seq), done);
}

void finish_what_was_cut_off(Database& database) {
  for (const auto& found : database.find(kTombstones, Document{}.boolean(kSweeping, true))) {
    remove_what_it_stands_for(database, read_tombstone(found.view()));
  }
}

void sweep_run(Database& database, app::Tombstone tombstone, const app::SignTombstone& sign) {
  if (const auto before = longest(database, Document{}.integer(kTo, tombstone.from_seq - 1))) {
    tombstone = integrity::join(*before, tombstone);
  }
  if (const auto after = longest(database, at(tombstone.to_seq + 1))) tombstone = integrity::join(tombstone, *after);
  tombstone.document = sign(tombstone);
  auto made = tombstone_document(tombstone);
  made.boolean(kSweeping, true);
  (void)database.put(kTombstones, at(tombstone.from_seq), made);
  remove_what_it_stands_for(database, tombstone);
}

std::vector<app::ChainedAudit> due_records(Database& database, const app::SweepPlan& plan) {
  std::vector<app::ChainedAudit> due;
  for (const auto& [action, before] : plan.before) {
    if (due.size() >= plan.limit) break;
    auto filter = Document{}.text("action", domain::to_string(action));
    filter.document("timestamp", Document{}.time("$lt", before))
        .document(kAuditPlace, Document{}.integer("$gte", 1));
    Document order;
    order.integer("timestamp", 1).integer("_id", 1);
    const auto options =
        Document{}.document("sort", order).integer("limit", static_cast<std::int64_t>(plan.limit - due.size()));
    database.each(kAudit, filter, options, [&](View view) { due.push_back(read_chained(view)); });
  }
  return due;
}

std::size_t remove_old(Database& database, const char* collection, const char* field, base::WallTime before) {
  auto old = Document{}.document(field, Document{}.time("$lt", before));
  const auto options =
      Document{}.document("projection", Document{}.integer("_id", 1)).integer("limit", kFeedbackDocuments);
  const auto found = database.find(collection, old, options);
  if (found.empty()) return 0;
  old.document("_id", Document{}.values("$in", found));  // and still old: a rating may be given anew meanwhile
  database.erase_all(collection, old);
  return found.size();
}

}  // namespace

std::size_t sweep_audit(Database& database, const base::Clock& clock, const app::SweepPlan& plan,
                        const app::SignTombstone& sign) {
  const Turn turn(database, clock);
  if (!turn.taken()) return 0;
  finish_what_was_cut_off(database);
  auto due = due_records(database, plan);
  if (due.empty()) return 0;
  keep_head(database, read_head(database));  // the last record may be among them
  const auto count = due.size();
  for (auto& run : integrity::tombstones_for(std::move(due))) sweep_run(database, std::move(run), sign);
  return count;
}

std::size_t sweep_feedback(Database& database, base::WallTime before) {
  return remove_old(database, kQuality, "receivedAt", before) + remove_old(database, kRatings, "ratedAt", before);
}

std::optional<app::Tombstone> tombstone_at(Database& database, std::int64_t seq) {
  Document filter;
  filter.document("_id", Document{}.integer("$lte", seq)).document(kTo, Document{}.integer("$gte", seq));
  return longest(database, filter);
}

}  // namespace callroom::store::mongo
