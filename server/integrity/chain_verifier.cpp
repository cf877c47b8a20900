#include "integrity/chain_verifier.hpp"

#include "integrity/audit_chain.hpp"
#include "integrity/tombstone.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace callroom::integrity {
namespace {

using app::ChainedAudit;

/// Some hundred bytes each: large enough that asking for them costs little, small enough to lie in the cache.
constexpr std::size_t kBatch = 4096;

class Walk {
 public:
  Walk(app::AuditLog& log, const std::vector<app::PublicKey>& keys) : log_(log), keys_(keys), end_(log.head()) {}

  ChainReport run(const std::vector<CheckpointLine>& checkpoints, const Progress& progress) {
    if (!take_checkpoints(checkpoints)) return std::move(report_);
    auto after = std::numeric_limits<std::int64_t>::min();  // nobody but an intruder has places below 1
    for (;;) {
      auto batch = log_.chain(after, kBatch);
      if (batch.empty()) break;
      after = batch.back().record.seq;
      for (auto& chained : batch) {
        if (!step(chained)) return std::move(report_);
        before_ = std::move(chained);
      }
      progress(report_.head.seq, end_.seq);
    }
    finish();
    return std::move(report_);
  }

 private:
  bool fail(Fault fault) {
    report_.fault = std::move(fault);
    return false;
  }

  bool take_checkpoints(const std::vector<CheckpointLine>& lines) {
    for (const auto& line : lines) {
      // Cut off by a crash, or damaged on purpose: says as much as if it had been taken away, which nobody can see
      // here.
      if (line.verdict == Verdict::kUnsigned) {
        ++report_.unreadable_checkpoints;
        continue;
      }
      if (line.verdict != Verdict::kGood) {
        return fail(
            {FaultKind::kCheckpoint,
             0,
             {},
             "line " + std::to_string(line.number) + " of the checkpoints: " + std::string{to_string(line.verdict)}});
      }
      const auto& [seq, hash] = line.checkpoint.head;
      const auto [known, is_new] = checkpoints_.emplace(seq, hash);
      if (!is_new && known->second != hash) {
        return fail({FaultKind::kRewritten,
                     seq,
                     {},
                     "line " + std::to_string(line.number) + " of the checkpoints: another hash for place " +
                         std::to_string(seq) + " than before"});
      }
    }
    return true;
  }

  bool step(const ChainedAudit& chained) {
    const auto seq = chained.record.seq;
    if (seq > end_.seq) end_ = log_.head();  // the server has gone on writing
    if (seq > end_.seq || seq < 1) {
      return fail({FaultKind::kInserted, seq, chained.record.id,
                   "record " + std::to_string(seq) + " (" + chained.record.id +
                       ") was inserted: the chain goes from 1 to " + std::to_string(end_.seq)});
    }
    if (!follow_tombstones(seq)) return false;
    if (seq <= report_.head.seq) return true;  // a tombstone stands for it already: a sweep that was cut short
    if (seq != report_.head.seq + 1) return fail(hole(seq - 1));
    if (chained.prev_hash != report_.head.hash || hasher_.hash(chained.record, chained.prev_hash) != chained.hash) {
      return fail(explain_fault(before_, report_.head, log_.chain(report_.head.seq, kFaultWindow), end_));
    }
    ++report_.records;
    report_.head = {seq, chained.hash};
    return meet_checkpoint();
  }

  /// Up to the place before `seq`, as far as tombstones lead.
  bool follow_tombstones(std::int64_t seq) {
    while (report_.head.seq + 1 < seq) {
      const auto tombstone = log_.tombstone_at(report_.head.seq + 1);
      if (!tombstone) return true;
      const auto place = report_.head.seq + 1;
      const auto verdict = verify_tombstone(keys_, *tombstone);
      // One that began earlier was joined with another while we were on the way: its own signature has to do.
      const bool fits = tombstone->from_seq < place || tombstone->prev_hash == report_.head.hash;
      if (verdict != Verdict::kGood || !fits) {
        return fail({FaultKind::kTombstone,
                     place,
                     {},
                     "the tombstone of the records " + std::to_string(tombstone->from_seq) + " to " +
                         std::to_string(tombstone->to_seq) + ": " +
                         (fits ? std::string{to_string(verdict)} : "does not hang on the record before it")});
      }
      report_.swept += tombstone->to_seq - report_.head.seq;
      report_.head = {tombstone->to_seq, tombstone->last_hash};
      before_.reset();
      if (!meet_checkpoint()) return false;
    }
    return true;
  }

  bool meet_checkpoint() {
    const auto found = checkpoints_.find(report_.head.seq);
    if (found == checkpoints_.end()) return true;
    if (found->second == report_.head.hash) {
      ++report_.checkpoints;
      report_.signed_until = found->first;
      return true;
    }
    const auto first = report_.signed_until + 1;
    return fail({FaultKind::kRewritten,
                 first,
                 {},
                 "the records from " + std::to_string(first) + " to " + std::to_string(found->first) +
                     " were rewritten: they do not lead to the hash of the checkpoint"});
  }

  Fault hole(std::int64_t last) const {
    const auto first = report_.head.seq + 1;
    const auto which = first == last ? "record " + std::to_string(first) + " was"
                                     : "the records " + std::to_string(first) + " to " + std::to_string(last) + " were";
    return {FaultKind::kRemoved, first, {}, which + " removed"};
  }

  void finish() {
    // A record that came since is no fault, but one of before the walk's end that is missing is.
    if (!follow_tombstones(end_.seq + 1)) return;
    const auto first = report_.head.seq + 1;
    if (report_.head.seq < end_.seq) {
      fail({FaultKind::kTruncated,
            first,
            {},
            "the records from " + std::to_string(first) + " to the end, " + std::to_string(end_.seq) +
                ", were removed"});
    } else if (report_.head.hash != end_.hash) {
      fail({FaultKind::kChanged, end_.seq, before_ ? before_->record.id : "",
            "record " + std::to_string(end_.seq) + ", the last, is not what the head of the chain says"});
    } else if (!checkpoints_.empty() && checkpoints_.rbegin()->first > end_.seq) {
      fail({FaultKind::kTruncated,
            first,
            {},
            "the records from " + std::to_string(first) + " on were removed: a checkpoint " + "knows of " +
                std::to_string(checkpoints_.rbegin()->first)});
    }
  }

  app::AuditLog& log_;
  const std::vector<app::PublicKey>& keys_;
  app::ChainHead end_;
  std::map<std::int64_t, std::string> checkpoints_;
  std::optional<ChainedAudit> before_;
  ChainHasher hasher_;
  ChainReport report_;
};

}  // namespace

ChainReport verify_chain(app::AuditLog& log, const std::vector<CheckpointLine>& checkpoints,
                         const std::vector<app::PublicKey>& keys, const Progress& progress) {
  return Walk{log, keys}.run(checkpoints, progress);
}

}  // namespace callroom::integrity
