#pragma once

#include "domain/call.hpp"
#include "domain/ids.hpp"

#include <optional>
#include <vector>

namespace callroom::app {

/// Who is in which room at this moment, as the owners of the calls last committed it. Any thread; never blocks on I/O.
class CallDirectory {
 public:
  virtual ~CallDirectory() = default;
  /// The call in this room; empty when nobody is in it.
  [[nodiscard]] virtual std::optional<domain::Call> call_in(const domain::RoomId& room) = 0;
  /// Every call that somebody is in, in no order. Who is reconnecting is still in it.
  [[nodiscard]] virtual std::vector<domain::Call> calls() = 0;
};

}  // namespace callroom::app
