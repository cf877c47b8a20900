#pragma once

#include "base/clock.hpp"
#include "domain/session.hpp"

namespace callroom::app {

/// How a REST command reaches the owner of a running call, after it was committed. Returns at once; any thread.
class CallNotifier {
 public:
  virtual ~CallNotifier() = default;
  virtual void call_started(const domain::Session& session) = 0;
  virtual void call_ended(const domain::Session& session) = 0;
};

}  // namespace callroom::app
