#pragma once

#include "base/clock.hpp"
#include "rooms/event_encoder.hpp"
#include "rooms/recovery_log.hpp"
#include "rooms/timers.hpp"
#include "server/recoveries.hpp"
#include "socketio/server.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace socketio::server {

/// What every connection of one server shares. Constant once the first session opens, but for what locks itself.
struct Context {
  Context(Config configuration, const base::Clock& time, std::shared_ptr<rooms::Timers> timer_source)
      : config(configuration),
        clock(time),
        timers(std::move(timer_source)),
        encoder(std::make_shared<rooms::EventEncoder>(recovery().enabled() ? rooms::Offsets::kAppended
                                                                           : rooms::Offsets::kNone)),
        recoveries(std::make_shared<Recoveries>(recovery().window, config.recovery_max_sockets, clock, timers)) {}

  [[nodiscard]] rooms::RecoveryLimits recovery() const {
    return {config.recovery_window, config.recovery_max_packets, config.recovery_max_bytes};
  }
  /// Null: no such namespace.
  [[nodiscard]] NamespaceHandler* handler(const std::string& nsp) const {
    const auto found = handlers.find(nsp);
    return found == handlers.end() ? nullptr : found->second;
  }

  const Config config;
  const base::Clock& clock;
  const std::shared_ptr<rooms::Timers> timers;
  const std::shared_ptr<rooms::EventEncoder> encoder;
  std::shared_ptr<Adapter> adapter;
  std::unordered_map<std::string, NamespaceHandler*> handlers;
  const std::shared_ptr<Recoveries> recoveries;
};

}  // namespace socketio::server
