#include "wiring/metrics_page.hpp"

#include "ops/build_info.hpp"
#include "ops/process_figures.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace callroom {
namespace {

using ops::Exposition;
using ops::MetricType;

void write_build(Exposition& page) {
  const auto build = ops::build_info();
  page.family("callroom_build_info", MetricType::kGauge, "Which build this is; always 1.");
  page.sample({{"version", build.version}, {"commit", build.commit}}, 1);
}

void write_calls(Exposition& page, realtime::RoomIndex& index) {
  std::size_t calls = 0;
  std::size_t connected = 0;
  std::size_t reconnecting = 0;
  for (const auto& call : index.calls()) {
    ++calls;
    for (const auto& participant : call.participants)
      ++(participant.connection == domain::Connection::kConnected ? connected : reconnecting);
  }
  page.gauge("callroom_calls", "Calls with somebody in them.", static_cast<double>(calls));
  page.family("callroom_participants", MetricType::kGauge, "Who is in a call, or was a moment ago and may come back.");
  page.sample({{"connection", "connected"}}, static_cast<double>(connected));
  page.sample({{"connection", "reconnecting"}}, static_cast<double>(reconnecting));
}

void write_workers(Exposition& page, const MetricsSources& sources) {
  page.family("callroom_worker_queue", MetricType::kGauge, "Tasks that wait for a thread.");
  page.sample({{"workers", "store"}}, static_cast<double>(sources.workers.waiting()));
  page.sample({{"workers", "passwords"}}, static_cast<double>(sources.password_workers.waiting()));
  page.gauge("callroom_worker_queue_limit", "Of the store's workers; past it requests are refused.",
             static_cast<double>(sources.worker_queue));
}

/// How many commits shared a transaction and its fsync: SQLite's alone.
void write_batches(Exposition& page, const app::Store& store) {
  const auto* sqlite = dynamic_cast<const store::SqliteStore*>(&store);
  if (sqlite == nullptr) return;
  const auto stats = sqlite->commit_stats();
  page.gauge("callroom_commit_queue", "Commits that wait for the disk.", static_cast<double>(stats.queued));
  page.counter("callroom_commits_rejected_total", "Commits that found that queue full.",
               static_cast<double>(stats.rejected));
  page.family("callroom_commit_batch_size", MetricType::kHistogram, "Commits that shared one transaction.");
  std::uint64_t below = 0;
  std::size_t bound = 1;
  for (std::size_t i = 0; i + 1 < stats.by_size.size(); ++i, bound *= 2) {
    below += stats.by_size[i];
    page.sample_of("_bucket", {{"le", std::to_string(bound)}}, static_cast<double>(below));
  }
  below += stats.by_size.back();
  page.sample_of("_bucket", {{"le", "+Inf"}}, static_cast<double>(below));
  page.sample_of("_sum", {}, static_cast<double>(stats.done + stats.refused));
  page.sample_of("_count", {}, static_cast<double>(below));
}

}  // namespace

void AuditFigures::take(const integrity::Checkpointer& checkpointer) {
  head_ = checkpointer.seen().seq;
  signed_until_ = checkpointer.last().head.seq;
  signed_at_ = checkpointer.last().at.time_since_epoch().count();
}

void AuditFigures::write(Exposition& page, base::WallTime now) const {
  const auto at = signed_at_.load();
  if (at == 0) return;
  page.gauge("callroom_audit_head", "The place of the audit trail's last record.", static_cast<double>(head_.load()));
  page.gauge("callroom_audit_signed_until", "The place that the last checkpoint signs for.",
             static_cast<double>(signed_until_.load()));
  const auto age = now - base::WallTime{base::Millis{at}};
  page.gauge("callroom_audit_checkpoint_age_seconds", "Since the last checkpoint; it grows while nothing is recorded.",
             std::chrono::duration<double>(age).count());
}

std::string metrics_page(const MetricsSources& sources) {
  Exposition page;
  write_build(page);
  write_calls(page, sources.calls);
  page.gauge("callroom_connections", "TCP connections of the public listener.",
             static_cast<double>(sources.listener.connections()));
  page.gauge("callroom_sockets", "Engine.IO sessions.", static_cast<double>(sources.sockets.session_count()));
  sources.tallies.write(page);
  sources.metered.write(page);
  write_batches(page, sources.store);
  sources.audit.write(page, sources.clock.now());
  write_workers(page, sources);
  ops::write_process(page);
  return page.take();
}

}  // namespace callroom
