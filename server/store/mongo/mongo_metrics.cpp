#include "store/mongo/mongo_metrics.hpp"

#include "store/mongo/audit_chain.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/fields.hpp"
#include "store/mongo/metrics_documents.hpp"

namespace callroom::store::mongo {
namespace {

constexpr auto kPositions = "videocallmetricsposition";

Document the_position() { return Document{}.text("_id", "position"); }

}  // namespace

std::vector<app::CountedEvent> MongoMetrics::events(std::int64_t after, std::size_t limit) {
  const auto behind = Document{}.document(kAuditPlace, Document{}.integer("$gt", after));
  auto options = Document{}.document("sort", Document{}.integer(kAuditPlace, 1));
  options.integer("limit", static_cast<std::int64_t>(limit));
  const auto found = database_.find(kAudit, behind, options);
  Fields fields(database_, sealing_);
  fields.expect(found);
  std::vector<app::CountedEvent> counted;
  for (const auto& document : found) {
    counted.push_back({document.view().integer(kAuditPlace).value_or(0), read_audit(document.view(), fields)});
  }
  return counted;
}

app::MetricsPosition MongoMetrics::position() {
  const auto found = database_.find_one(kPositions, the_position());
  return found ? read_position(found->view()) : app::MetricsPosition{};
}

std::optional<domain::MetricsBucket> MongoMetrics::bucket(const domain::MetricsKey& key) {
  const auto found = database_.find_one(kMetrics, by_id(bucket_id(key)));
  if (!found) return std::nullopt;
  return read_bucket(found->view());
}

std::vector<domain::MetricsBucket> MongoMetrics::buckets(domain::MetricsPeriod period, base::WallTime from,
                                                         base::WallTime until) {
  Document range;
  range.time("$gte", from).time("$lt", until);
  Document filter;
  // Records that another application counted have no epoch, and are its own.
  filter.text("period", domain::to_string(period))
      .document("date", range)
      .document("epoch", Document{}.boolean("$exists", true));
  const auto by_date = Document{}.document("sort", Document{}.integer("date", 1));
  std::vector<domain::MetricsBucket> found;
  database_.each(kMetrics, filter, by_date, [&](View view) { found.push_back(read_bucket(view)); });
  return found;
}

Written MongoMetrics::put_bucket(const domain::MetricsBucket& bucket) {
  const auto id = by_id(bucket_id(bucket.key));
  const auto made = bucket_document(bucket);
  if (bucket.revision == 0) {
    auto whole = id;
    for (const auto& key : made.view().keys()) whole.copy(key.c_str(), made.view());
    return database_.insert(kMetrics, whole);
  }
  auto filter = id;
  filter.integer("revision", bucket.revision);
  return database_.update(kMetrics, filter, Document{}.document("$set", made));
}

Written MongoMetrics::move_position(const app::MetricsPosition& expected, const app::MetricsPosition& next) {
  auto filter = the_position();
  const auto before = position_document(expected);
  for (const auto& key : before.view().keys()) filter.copy(key.c_str(), before.view());
  const auto moved = database_.update(kPositions, filter, Document{}.document("$set", position_document(next)));
  if (moved != Written::kNoMatch || expected != app::MetricsPosition{}) return moved;
  auto first = the_position();
  const auto made = position_document(next);
  for (const auto& key : made.view().keys()) first.copy(key.c_str(), made.view());
  return database_.insert(kPositions, first);
}

app::CommitOutcome MongoMetrics::write(const app::MetricsChange& change) {
  const std::lock_guard only_writer(writing_);
  if (position() != change.expected) return app::CommitOutcome::kConflict;
  for (const auto& bucket : change.buckets) {
    if (put_bucket(bucket) != Written::kYes) return app::CommitOutcome::kConflict;
  }
  return move_position(change.expected, change.next) == Written::kYes ? app::CommitOutcome::kDone
                                                                      : app::CommitOutcome::kConflict;
}

void MongoMetrics::remove_older(std::int64_t epoch, base::WallTime swept_before) {
  const std::lock_guard only_writer(writing_);
  Document filter;
  filter.document("epoch", Document{}.integer("$lt", epoch)).document("date", Document{}.time("$gte", swept_before));
  database_.erase_all(kMetrics, filter);
}

}  // namespace callroom::store::mongo
