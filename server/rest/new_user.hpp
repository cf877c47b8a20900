#pragma once

#include "app/bookings.hpp"
#include "base/result.hpp"
#include "rest/json_read.hpp"

#include <string_view>

namespace callroom::rest {

/// The body of POST /users: `{name,email,role,password?}`. The command line makes its users by the same rules.
[[nodiscard]] base::Result<app::NewUser, BodyError> read_new_user(std::string_view body);

}  // namespace callroom::rest
