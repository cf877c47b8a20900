#include "integrity/chain_fault.hpp"

#include "integrity/audit_chain.hpp"

#include <algorithm>
#include <utility>

namespace callroom::integrity {
namespace {

using app::ChainedAudit;

class Explanation {
 public:
  Explanation(const std::optional<ChainedAudit>& before, const app::ChainHead& head,
              std::span<const ChainedAudit> window, const app::ChainHead& end)
      : before_(before), head_(head), window_(window), end_(end), found_(window.front()), place_(head.seq + 1) {}

  Fault explain() {
    const auto owner = std::find_if(window_.begin() + 1, window_.end(), [this](const auto& record) {
      return record.prev_hash == head_.hash && is_of(record, place_);
    });
    const bool belongs_to_other = owner != window_.end();
    if (is_of(found_, place_)) return belongs_to_other ? inserted(found_) : broken_link();
    if (before_ && found_.prev_hash == before_->prev_hash && is_of(found_, place_ - 1)) return inserted(*before_);
    if (belongs_to_other) return is_of_a_place_near() ? reordered(*owner) : inserted(found_);
    return is_of_a_later_place() ? removed() : changed(found_, "its content is not what its hash says");
  }

 private:
  /// Whether its hash was made for it at this place.
  bool is_of(const ChainedAudit& chained, std::int64_t place) {
    auto record = chained.record;
    record.seq = place;
    return hasher_.hash(record, chained.prev_hash) == chained.hash;
  }
  bool is_of_one(std::int64_t first, std::int64_t last) {
    for (auto place = first; place <= last; ++place) {
      if (is_of(found_, place)) return true;
    }
    return false;
  }
  bool is_of_a_later_place() { return is_of_one(place_ + 1, place_ + std::int64_t{kFaultWindow}); }
  bool is_of_a_place_near() {
    return is_of_a_later_place() || is_of_one(place_ - std::int64_t{kFaultWindow}, place_ - 1);
  }

  /// The record is sound, but does not hang on the one before it: one of the two was made anew, hash and all. The one
  /// after them knows which.
  Fault broken_link() {
    const auto& confirmed = window_.size() > 1 ? window_[1].prev_hash : end_.hash;
    if (confirmed != found_.hash) return changed(found_, "it and its hash were made anew");
    if (before_) return changed(*before_, "it and its hash were made anew; the next record hangs on the old hash");
    return removed();
  }

  Fault changed(const ChainedAudit& record, const char* why) {
    return of(FaultKind::kChanged, record, std::string{"was changed: "} + why);
  }
  Fault inserted(const ChainedAudit& record) {
    return of(FaultKind::kInserted, record, "was inserted: the record after it belongs here");
  }
  Fault reordered(const ChainedAudit& owner) {
    return of(FaultKind::kReordered, found_, "was moved: record " + owner.record.id + " belongs here");
  }
  Fault removed() {
    return {FaultKind::kRemoved,
            place_,
            {},
            "record " + std::to_string(place_) + " was removed: the one in its place belongs after it"};
  }
  static Fault of(FaultKind kind, const ChainedAudit& record, const std::string& what) {
    return {kind, record.record.seq, record.record.id,
            "record " + std::to_string(record.record.seq) + " (" + record.record.id + ") " + what};
  }

  const std::optional<ChainedAudit>& before_;
  const app::ChainHead& head_;
  const std::span<const ChainedAudit> window_;
  const app::ChainHead& end_;
  const ChainedAudit& found_;
  const std::int64_t place_;
  ChainHasher hasher_;
};

}  // namespace

std::string_view to_string(FaultKind kind) noexcept {
  switch (kind) {
    case FaultKind::kChanged:
      return "changed";
    case FaultKind::kRemoved:
      return "removed";
    case FaultKind::kInserted:
      return "inserted";
    case FaultKind::kReordered:
      return "reordered";
    case FaultKind::kTruncated:
      return "truncated";
    case FaultKind::kRewritten:
      return "rewritten";
    case FaultKind::kTombstone:
      return "bad tombstone";
    case FaultKind::kCheckpoint:
      return "bad checkpoint";
  }
  return "unknown";
}

Fault explain_fault(const std::optional<ChainedAudit>& before, const app::ChainHead& head,
                    std::span<const ChainedAudit> window, const app::ChainHead& end) {
  return Explanation{before, head, window, end}.explain();
}

}  // namespace callroom::integrity
