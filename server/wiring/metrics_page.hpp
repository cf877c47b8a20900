#pragma once

#include "app/workers.hpp"
#include "engineio/server.hpp"
#include "http/server.hpp"
#include "integrity/checkpointer.hpp"
#include "ops/metered_store.hpp"
#include "ops/tallies.hpp"
#include "realtime/room_index.hpp"

#include <atomic>
#include <cstdint>
#include <string>

namespace callroom {

/// What is known of the audit trail: written by the housekeeper's thread, read by whoever asks for the metrics.
class AuditFigures {
 public:
  /// After a tick(), on its thread.
  void take(const integrity::Checkpointer& checkpointer);
  void write(ops::Exposition& page, base::WallTime now) const;

 private:
  std::atomic<std::int64_t> head_ = 0;
  std::atomic<std::int64_t> signed_until_ = 0;
  std::atomic<std::int64_t> signed_at_ = 0;  ///< Milliseconds since 1970 UTC; 0: nothing is known yet.
};

/// Everything that the page of metrics is made of. Everything outlives it.
struct MetricsSources {
  const base::Clock& clock;
  ops::Tallies& tallies;
  ops::MeteredStore& metered;
  const app::Store& store;  ///< The concrete one.
  const AuditFigures& audit;
  const app::Workers& workers;
  const app::Workers& password_workers;
  std::size_t worker_queue;
  realtime::RoomIndex& calls;
  const engineio::Server& sockets;
  const http::Server& listener;
};

/// Prometheus' text of /metrics. Waits for nobody: it reads counters and what others left.
[[nodiscard]] std::string metrics_page(const MetricsSources& sources);

}  // namespace callroom
