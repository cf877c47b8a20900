#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "domain/access_rule.hpp"
#include "domain/audit.hpp"
#include "domain/call.hpp"

#include <map>
#include <string>

namespace callroom::app {

/// Where a command came from; stands in its audit records.
struct Origin {
  std::string request_id;  ///< X-Request-Id, or the socket id for an event.
  std::string ip_address;
  std::string user_agent;
  std::string via;  ///< "can-join", "generate-room", "start", "end", "join-room", …
  /// What the peer said that is to be recorded but decides nothing ("clientStartTime"); goes into the metadata as it is.
  std::map<std::string, std::string> facts = {};
};

enum class AuditMode : std::uint8_t { kOn, kOff };

/// What every use case needs; constant after start.
struct Environment {
  Store& store;
  const base::Clock& clock;
  domain::AccessPolicy access;
  domain::CallPolicy call;
  AuditMode audit = AuditMode::kOn;
};

}  // namespace callroom::app
