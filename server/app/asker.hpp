#pragma once

#include "app/ports/tokens.hpp"
#include "domain/access_rule.hpp"

// For the .cpp files of this folder.
namespace callroom::app {

/// The part of a verified identity that the rules ask for.
[[nodiscard]] inline domain::Asker asker_of(const Identity& identity) { return {identity.id, identity.role}; }

/// May this person see the session and end its call? The access rule asks for more than this.
[[nodiscard]] inline bool may_see(const domain::Session& session, const Identity& identity) {
  return identity.role == domain::Role::kAdmin || domain::is_participant(session, identity.id);
}

}  // namespace callroom::app
