#include "booked.hpp"

#include <fmt/format.h>

namespace callroom::bench {

domain::User person(base::WallTime now, std::size_t number, domain::Role role) {
  const bool is_client = role == domain::Role::kClient;
  return {.id = domain::UserId::generate(now),
          .name = fmt::format("{} {}", is_client ? "Client Example" : "Psychologist Example", number),
          .email = fmt::format("{}-{}@example.org", is_client ? "client" : "psychologist", number),
          .role = role,
          .password_hash = {},
          .created_at = now,
          .updated_at = now};
}

domain::Session booking(base::WallTime now, const domain::UserId& client, const domain::UserId& psychologist) {
  const auto id = domain::SessionId::generate(now);
  return {.id = id,
          .client_id = client,
          .psychologist_id = psychologist,
          .session_date = now,
          .type = domain::SessionType::kIndividual,
          .status = domain::SessionStatus::kConfirmed,
          .payment = domain::PaymentStatus::kPaid,
          .meeting_link = domain::RoomId{"room-" + id.str()},
          .call_started = std::nullopt,
          .call_ended = std::nullopt,
          .recording_enabled = false,
          .recording_url = std::nullopt,
          .last_accessed = std::nullopt,
          .access_count = 0,
          .created_at = now,
          .updated_at = now,
          .revision = 0};
}

}  // namespace callroom::bench
