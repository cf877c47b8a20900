#include "app/erasure.hpp"

#include <vector>

namespace callroom::app {

std::optional<KeyCare::Erased> erase_person(KeyCare& care, const base::Clock& clock, AuditMode audit,
                                            const domain::UserId& user) {
  std::vector<domain::AuditRecord> told;
  if (audit == AuditMode::kOn) {
    const auto now = clock.now();
    told.push_back({.id = domain::AuditId::generate(now),
                    .action = domain::AuditAction::kUserErased,
                    .timestamp = now,
                    .user_id = user,
                    .metadata = {{"via", "callroom user erase"}}});
  }
  return care.erase(user, told);
}

}  // namespace callroom::app
