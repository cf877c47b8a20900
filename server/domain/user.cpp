#include "domain/user.hpp"

#include "domain/enum_names.hpp"

namespace callroom::domain {
namespace {

constexpr EnumNames<Role, 3> kRoles{{
    {Role::kClient, "client"},
    {Role::kPsychologist, "psychologist"},
    {Role::kAdmin, "admin"},
}};

}  // namespace

std::string_view to_string(Role role) noexcept { return name_of(kRoles, role); }
std::optional<Role> parse_role(std::string_view text) noexcept { return value_of(kRoles, text); }

}  // namespace callroom::domain
