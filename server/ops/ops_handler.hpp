#pragma once

#include "base/clock.hpp"
#include "http/handler.hpp"
#include "ops/build_info.hpp"
#include "ops/readiness.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace callroom::ops {

/// The ops listener: GET /healthz, /readyz, /version and /metrics, for probes and people who operate the server. In the
/// contract's envelope (but for the metrics, which are Prometheus' text), without a token: it is bound to an address
/// that the public does not reach.
class OpsHandler final : public http::Handler {
 public:
  /// How long /readyz waits for the store: below the probe time-outs that are usual (1 s is the default of Kubernetes,
  /// so an answer with a reason still arrives).
  static constexpr base::Millis kStoreTimeout{800};

  /// Makes the page of metrics (exposition.hpp); on an I/O thread, so it waits for nobody.
  using Metrics = std::function<std::string()>;

  /// `readiness` and `clock` outlive the handler.
  OpsHandler(Readiness& readiness, const BuildInfo& build, const base::Clock& clock, Metrics metrics,
             base::Millis store_timeout = kStoreTimeout);

  [[nodiscard]] std::uint64_t max_body(const http::Request&) const override { return 0; }
  void handle(std::shared_ptr<http::Exchange> exchange) override;

 private:
  void answer_ready(const std::shared_ptr<http::Exchange>& exchange);

  Readiness& readiness_;
  const BuildInfo build_;
  const base::Clock& clock_;
  const Metrics metrics_;
  const base::Millis store_timeout_;
};

}  // namespace callroom::ops
