#include "integrity/checkpointer.hpp"

#include <cstdlib>
#include <utility>

namespace callroom::integrity {

Checkpointer::Checkpointer(app::AuditLog& log, app::Signer& signer, const base::Clock& clock,
                           std::filesystem::path file, CheckpointPolicy policy)
    : log_(log), signer_(signer), clock_(clock), file_(std::move(file)), policy_(policy) {
  last_.at = clock_.now();
  for (const auto& line : read_checkpoints(file_, signer_.keys())) {
    if (line.verdict == Verdict::kGood) last_ = line.checkpoint;
  }
}

bool Checkpointer::tick() {
  const auto head = log_.head();
  seen_ = head;
  // Fewer records than last time is a database that was put back: a checkpoint of that, too, and `audit verify` tells.
  const bool many = std::abs(head.seq - last_.head.seq) >= policy_.records;
  const bool long_ago = clock_.now() - last_.at >= policy_.interval;
  return (many || long_ago) && write(head);
}

bool Checkpointer::write_now() { return write(log_.head()); }

bool Checkpointer::write(const app::ChainHead& head) {
  if (head == last_.head) return false;
  const Checkpoint checkpoint{head, clock_.now()};
  append_checkpoint(file_, sign_checkpoint(signer_, checkpoint));
  last_ = checkpoint;
  return true;
}

}  // namespace callroom::integrity
