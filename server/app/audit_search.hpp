#pragma once

#include "app/context.hpp"
#include "app/ports/audit_log.hpp"
#include "app/ports/tokens.hpp"

// Use cases around the audit trail itself. Plain blocking functions, as all of this folder. Throw StoreUnavailable.
namespace callroom::app {

/// A page of the trail, for administrators (the caller has seen to that). That it was read, by whom and with which
/// filter is recorded first, so that nothing is read that is not recorded. Throws BadCursor.
[[nodiscard]] Page<domain::AuditRecord> search_audit(const Environment& env, const AuditFilter& filter,
                                                     const PageRequest& page, const Identity& asker,
                                                     const Origin& origin);

/// Somebody asked for what only others may have, by their role alone; `origin.via` says for what.
void record_forbidden(const Environment& env, const Identity& asker, const Origin& origin);

}  // namespace callroom::app
