#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::domain {

enum class Role : std::uint8_t { kClient, kPsychologist, kAdmin };
[[nodiscard]] std::string_view to_string(Role role) noexcept;  ///< "client", "psychologist", "admin"
[[nodiscard]] std::optional<Role> parse_role(std::string_view text) noexcept;

struct User {
  UserId id;
  std::string name;
  std::string email;  ///< Lower case; unique.
  Role role = Role::kClient;
  /// Argon2id in PHC string form; empty: this user cannot sign in here (an identity provider's token may still name
  /// it).
  base::Secret password_hash;
  base::WallTime created_at;
  base::WallTime updated_at;
};

}  // namespace callroom::domain
