#pragma once

#include "app/context.hpp"
#include "app/ports/key_care.hpp"

#include <optional>

namespace callroom::app {

/// Erases a person, for an operator at the command line, and records it in the same commit (`user_erased`; not with
/// AuditMode::kOff): the trail says that somebody was made unreadable, when, and by which door. nullopt: nothing is
/// known of such a user. Throws StoreUnavailable.
[[nodiscard]] std::optional<KeyCare::Erased> erase_person(KeyCare& care, const base::Clock& clock, AuditMode audit,
                                                          const domain::UserId& user);

}  // namespace callroom::app
