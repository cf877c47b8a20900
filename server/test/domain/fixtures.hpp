#pragma once

#include "domain/call.hpp"
#include "domain/session.hpp"

#include <fmt/format.h>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

// The people and times that the tests of domain and app speak of.
namespace callroom::domain::test {

/// The same number gives the same id.
inline UserId user_id(std::uint64_t number) { return UserId::parse(fmt::format("aaaaaaaa{:016x}", number)).value(); }
inline SessionId session_id(std::uint64_t number) {
  return SessionId::parse(fmt::format("bbbbbbbb{:016x}", number)).value();
}

inline const UserId kClient = user_id(1);
inline const UserId kPsychologist = user_id(2);
inline const UserId kAdmin = user_id(3);
inline const UserId kStranger = user_id(4);

/// 2026-11-22T10:00:00Z, the date of the session that every test begins with.
constexpr base::WallTime kDate{base::Millis{1'795'341'600'000}};

inline Session confirmed_session() {
  return Session{.id = session_id(1),
                 .client_id = kClient,
                 .psychologist_id = kPsychologist,
                 .session_date = kDate,
                 .type = SessionType::kIndividual,
                 .status = SessionStatus::kConfirmed,
                 .payment = PaymentStatus::kPaid,
                 .meeting_link = RoomId{"room-00000000-0000-4000-8000-000000000001"},
                 .call_started = std::nullopt,
                 .call_ended = std::nullopt,
                 .recording_enabled = false,
                 .recording_url = std::nullopt,
                 .last_accessed = std::nullopt,
                 .access_count = 0,
                 .created_at = kDate - base::Minutes{600},
                 .updated_at = kDate - base::Minutes{600},
                 .revision = 0};
}

template <class Told>
std::vector<Told> told(const Decision& decision) {
  std::vector<Told> found;
  for (const Telling& telling : decision.tell) {
    if (const auto* one = std::get_if<Told>(&telling)) found.push_back(*one);
  }
  return found;
}

}  // namespace callroom::domain::test
