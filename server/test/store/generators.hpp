#pragma once

#include "app/ports/store.hpp"
#include "test/store/samples.hpp"

#include <rapidcheck.h>

// Arbitrary records. Texts are arbitrary bytes; ids come from a small pool, so that records meet.
namespace callroom::store::test {

inline constexpr std::uint64_t kIdPool = 5;

template <class Id>
rc::Gen<Id> gen_id() {
  return rc::gen::map(rc::gen::inRange<std::uint64_t>(1, kIdPool + 1), [](auto number) { return id_of<Id>(number); });
}
template <class Enum>
rc::Gen<Enum> gen_enum(Enum last) {
  return rc::gen::map(rc::gen::inRange(0, static_cast<int>(last) + 1),
                      [](int value) { return static_cast<Enum>(value); });
}
/// Within a few milliseconds, so that times are often equal.
inline base::WallTime pick_time() { return kNoon + base::Millis{*rc::gen::inRange(0, 4)}; }
template <class T, class Pick>
std::optional<T> pick_optional(const Pick& pick) {
  if (!*rc::gen::arbitrary<bool>()) return std::nullopt;
  return std::optional<T>{pick()};
}
inline std::string pick_text() { return *rc::gen::arbitrary<std::string>(); }

inline domain::User pick_user() {
  return {.id = *gen_id<domain::UserId>(),
          .name = pick_text(),
          .email = *rc::gen::element<std::string>("a@x", "b@x", "c@x", "", "\xff"),
          .role = *gen_enum(domain::Role::kAdmin),
          .password_hash = base::Secret{pick_text()},
          .created_at = pick_time(),
          .updated_at = pick_time()};
}

inline domain::Session pick_session() {
  return {.id = *gen_id<domain::SessionId>(),
          .client_id = *gen_id<domain::UserId>(),
          .psychologist_id = *gen_id<domain::UserId>(),
          .session_date = pick_time(),
          .type = *gen_enum(domain::SessionType::kAssessment),
          .status = *gen_enum(domain::SessionStatus::kDeclined),
          .payment = *gen_enum(domain::PaymentStatus::kVerified),
          .meeting_link = pick_optional<domain::RoomId>(
              [] { return domain::RoomId{*rc::gen::element<std::string>("room-1", "room-2", "room-3", "", "\xff")}; }),
          .call_started = pick_optional<base::WallTime>(pick_time),
          .call_ended = pick_optional<base::WallTime>(pick_time),
          .recording_enabled = *rc::gen::arbitrary<bool>(),
          .recording_url = pick_optional<std::string>(pick_text),
          .last_accessed = pick_optional<base::WallTime>(pick_time),
          .access_count = *rc::gen::arbitrary<std::int64_t>(),
          .created_at = at(*rc::gen::arbitrary<std::int64_t>()),
          .updated_at = pick_time(),
          .revision = *rc::gen::inRange<std::int64_t>(0, 3)};
}

inline domain::PresenceInterval pick_stay() {
  return {.id = *gen_id<domain::PresenceId>(),
          .session_id = *gen_id<domain::SessionId>(),
          .user_id = *gen_id<domain::UserId>(),
          .role = *gen_enum(domain::Role::kAdmin),
          .joined_at = pick_time(),
          .last_seen = pick_time(),
          .left_at = pick_optional<base::WallTime>(pick_time),
          .reconnections = *rc::gen::arbitrary<std::int64_t>()};
}

inline domain::AuditRecord pick_record() {
  return {.id = *gen_id<domain::AuditId>(),
          .action = *gen_enum(domain::AuditAction::kErrorOccurred),
          .timestamp = pick_time(),
          .session_id = pick_optional<domain::SessionId>([] { return *gen_id<domain::SessionId>(); }),
          .user_id = pick_optional<domain::UserId>([] { return *gen_id<domain::UserId>(); }),
          .room_id = pick_optional<domain::RoomId>([] { return domain::RoomId{pick_text()}; }),
          .metadata = *rc::gen::arbitrary<std::map<std::string, std::string>>(),
          .ip_address = pick_text(),
          .user_agent = pick_text(),
          .error_code = pick_text(),
          .error_message = pick_text(),
          .duration_seconds = pick_optional<std::int64_t>([] { return *rc::gen::arbitrary<std::int64_t>(); })};
}

/// Whole numbers, so that sums are exact in any order.
inline double pick_number() { return static_cast<double>(*rc::gen::inRange(0, 1000)); }

inline domain::QualitySample pick_sample() {
  const auto number = [] { return pick_optional<double>(pick_number); };
  const auto whole = [] { return pick_optional<std::int64_t>([] { return *rc::gen::arbitrary<std::int64_t>(); }); };
  const auto candidate = [] {
    return pick_optional<domain::CandidateType>([] { return *gen_enum(domain::CandidateType::kRelay); });
  };
  return {.session_id = *gen_id<domain::SessionId>(),
          .user_id = *gen_id<domain::UserId>(),
          .received_at = pick_time(),
          .reading = {
              .at = pick_time(),
              .seconds = pick_number(),
              .rtt_ms = number(),
              .jitter_ms = number(),
              .loss_in = number(),
              .loss_out = number(),
              .bitrate_in_kbps = number(),
              .bitrate_out_kbps = number(),
              .frame_width = whole(),
              .frame_height = whole(),
              .frames_per_second = number(),
              .sent_frame_width = whole(),
              .sent_frame_height = whole(),
              .sent_frames_per_second = number(),
              .local_candidate = candidate(),
              .remote_candidate = candidate(),
              .protocol = pick_optional<domain::MediaProtocol>([] { return *gen_enum(domain::MediaProtocol::kTls); }),
              .level = *rc::gen::inRange<std::int64_t>(1, 6),
              .reason = pick_optional<std::string>(pick_text),
              .interruptions = *rc::gen::arbitrary<std::int64_t>(),
              .step = pick_optional<domain::MediaStep>([] { return *gen_enum(domain::MediaStep::kAudioOnly); })}};
}

inline domain::CallRating pick_rating() {
  return {.session_id = *gen_id<domain::SessionId>(),
          .user_id = *gen_id<domain::UserId>(),
          .rating = *rc::gen::inRange<std::int64_t>(1, 6),
          .comment = pick_optional<std::string>(pick_text),
          .rated_at = pick_time()};
}

/// 0 to 2 of what `pick` gives.
template <class Pick>
auto pick_few(const Pick& pick) {
  std::vector<decltype(pick())> picked;
  for (int left = *rc::gen::inRange(0, 3); left > 0; --left) picked.push_back(pick());
  return picked;
}

inline app::Commit pick_commit() {
  app::Commit commit;
  commit.new_users = pick_few(pick_user);
  commit.changed_users = pick_few(pick_user);
  commit.new_sessions = pick_few(pick_session);
  commit.sessions = pick_few([] { return app::SessionWrite{pick_session(), *rc::gen::inRange<std::int64_t>(0, 3)}; });
  commit.presence = pick_few(pick_stay);
  commit.quality = pick_few(pick_sample);
  commit.ratings = pick_few(pick_rating);
  commit.audit = pick_few(pick_record);
  return commit;
}

}  // namespace callroom::store::test
