#pragma once

#include "base/clock.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <cstddef>

namespace callroom::bench {

/// Number `number` of that role; the address of no other number or role is the same. Has no password.
[[nodiscard]] domain::User person(base::WallTime now, std::size_t number, domain::Role role);

/// Confirmed, paid, and begun now: a call that both may enter. Has a room.
[[nodiscard]] domain::Session booking(base::WallTime now, const domain::UserId& client,
                                      const domain::UserId& psychologist);

}  // namespace callroom::bench
