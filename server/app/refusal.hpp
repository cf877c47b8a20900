#pragma once

#include "app/audit_trail.hpp"
#include "app/ports/tokens.hpp"

#include <string_view>

// For the .cpp files of this folder.
namespace callroom::app {

/// Writes permission_denied with its code: a refused command changes nothing, but is recorded. `session` null: there is
/// none with this id.
void record_refusal(const Environment& env, AuditTrail& trail, const domain::SessionId& id,
                    const domain::Session* session, const Identity& asker, std::string_view code);

}  // namespace callroom::app
