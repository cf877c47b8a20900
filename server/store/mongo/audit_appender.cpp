#include "store/mongo/audit_appender.hpp"

#include "app/ports/store.hpp"
#include "integrity/audit_chain.hpp"
#include "store/mongo/audit_chain.hpp"
#include "store/mongo/documents.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <utility>

namespace callroom::store::mongo {
namespace {

/// Each lost attempt means that another server wrote a record.
constexpr int kAttempts = 256;
/// Records in one insert: what a document of 16 MiB holds many times over, and nobody waits long for.
constexpr std::size_t kLargestBatch = 500;
/// A head that was read or written longer ago is read again. The unique index alone would not be enough: another server
/// may have written records since and swept them, and their places would look free.
constexpr base::Seconds kFreshHead{1};

struct Place {
  Document document;
  app::ChainHead head;  ///< When this record is the last.
};

Place place_of(integrity::ChainHasher& hasher, app::ChainHead& head, const Document& record) {
  const auto chained = attach(hasher, head, stored_audit(record.view()));
  return {chained_document(record, chained), head};
}

}  // namespace

std::vector<Written> AuditAppender::append(std::vector<Document> records) {
  if (records.empty()) return {};
  Request request{std::move(records), {}, nullptr};
  std::unique_lock lock(mutex_);
  waiting_.push_back(&request);
  while (!request.done) {
    if (writing_) {
      turned_.wait(lock);
      continue;
    }
    writing_ = true;
    const auto batch = next_batch();
    lock.unlock();
    write(batch);
    lock.lock();
    for (auto* one : batch) one->done = true;
    writing_ = false;
    turned_.notify_all();
  }
  if (request.error) std::rethrow_exception(request.error);
  return std::move(request.outcomes);
}

AuditAppender::Batch AuditAppender::next_batch() {
  Batch batch;
  std::size_t records = 0;
  while (!waiting_.empty() && (batch.empty() || records + waiting_.front()->records.size() <= kLargestBatch)) {
    records += waiting_.front()->records.size();
    batch.push_back(waiting_.front());
    waiting_.pop_front();
  }
  return batch;
}

void AuditAppender::write(const Batch& batch) {
  try {
    attach_all(batch);
  } catch (...) {
    head_.reset();
    for (auto* request : batch) {
      if (request->outcomes.size() < request->records.size()) request->error = std::current_exception();
    }
  }
}

void AuditAppender::attach_all(const Batch& batch) {
  std::vector<std::pair<Request*, const Document*>> left;
  for (auto* request : batch) {
    for (const auto& record : request->records) left.emplace_back(request, &record);
  }
  integrity::ChainHasher hasher;
  auto next = left.begin();
  const auto decide = [&](Written outcome) { next++->first->outcomes.push_back(outcome); };
  for (int lost = 0; next != left.end();) {
    auto after = head();
    std::vector<Place> places;
    std::transform(next, left.end(), std::back_inserter(places),
                   [&](const auto& each) { return place_of(hasher, after, *each.second); });
    std::vector<Document> documents;
    for (auto& place : places) documents.push_back(std::move(place.document));
    const auto inserted = database_.insert_in_order(kAudit, documents);
    for (std::size_t i = 0; i < inserted; ++i) decide(Written::kYes);
    if (inserted > 0) {
      head_ = places[inserted - 1].head;
      head_from_ = clock_.now();
    }
    if (next == left.end()) break;
    // One of its two keys is taken: the id, or the place.
    if (database_.find_one(kAudit, Document{}.copy("_id", next->second->view()))) {
      decide(Written::kKeyTaken);
      continue;
    }
    head_.reset();
    if (++lost == kAttempts) throw app::StoreUnavailable("the audit log was written by others at every attempt");
  }
  if (head_) keep_head(database_, *head_);
}

app::ChainHead AuditAppender::head() {
  const auto now = clock_.now();
  const bool fresh = head_ && head_from_ <= now && now - head_from_ < kFreshHead;
  if (!fresh) {
    head_ = read_head(database_);
    head_from_ = now;
  }
  return *head_;
}

}  // namespace callroom::store::mongo
