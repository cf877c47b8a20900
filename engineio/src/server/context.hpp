#pragma once

#include "base/clock.hpp"
#include "engineio/server.hpp"
#include "server/gate.hpp"
#include "server/session_map.hpp"
#include "session/machine.hpp"

#include <atomic>

namespace engineio::server {

/// What all sessions of a server share. Sessions own it together with the server, since they may outlive it by the time
/// their threads take to notice.
struct Context {
  Context(Config the_config, Handler& the_handler, const base::Clock& the_clock);

  // Constant.
  const Config config;
  const session::Limits limits;
  // Not ours: used inside a Gate::Pass only.
  Handler& handler;
  const base::Clock& clock;

  // With their own synchronization.
  Gate gate;
  SessionMap sessions;
  std::atomic<bool> stopping{false};
};

}  // namespace engineio::server
