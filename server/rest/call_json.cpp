#include "rest/call_json.hpp"

#include "base/iso_time.hpp"
#include "rest/json_write.hpp"

#include <cmath>
#include <utility>

namespace callroom::rest {
namespace {

namespace json = boost::json;

constexpr int kMillisDigits = 1;
constexpr int kSecondsDigits = 1;
constexpr int kShareDigits = 4;  // a hundredth of a percent

bool is_connected(const domain::Participant& participant) {
  return participant.connection == domain::Connection::kConnected;
}

json::object present_one(const domain::Participant& participant) {
  return {{"userId", participant.stay.user_id.str()},
          {"userName", participant.name},
          {"userRole", domain::to_string(participant.stay.role)},
          {"connected", is_connected(participant)}};
}

json::object name_json(const app::Person& person) { return {{"id", person.id.str()}, {"name", person.name}}; }

}  // namespace

json::value rounded_json(const std::optional<double>& value, int digits) {
  if (!value) return nullptr;
  const double scale = std::pow(10.0, digits);
  return std::round(*value * scale) / scale;
}

json::array quality_json(const std::vector<domain::QualitySummary>& summaries) {
  json::array rows;
  for (const auto& one : summaries) {
    rows.push_back(json::object{{"userId", one.user_id.str()},
                                {"samples", one.samples},
                                {"seconds", rounded_json(one.seconds, kSecondsDigits)},
                                {"averageLevel", rounded_json(one.average_level, kLevelDigits)},
                                {"worstLevel", one.worst_level},
                                {"averageRttMs", rounded_json(one.average_rtt_ms, kMillisDigits)},
                                {"averageLossIn", rounded_json(one.average_loss_in, kShareDigits)},
                                {"averageLossOut", rounded_json(one.average_loss_out, kShareDigits)},
                                {"interruptions", one.interruptions},
                                {"secondsAudioOnly", rounded_json(one.seconds_audio_only, kSecondsDigits)}});
  }
  return rows;
}

json::object rating_json(const domain::CallRating& rating) {
  return {{"rating", rating.rating},
          {"comment", optional_text(rating.comment)},
          {"ratedAt", base::to_iso(rating.rated_at)}};
}

json::value own_rating_json(const std::optional<domain::CallRating>& rating) {
  return rating ? json::value(rating_json(*rating)) : json::value(nullptr);
}

json::array ratings_json(const std::vector<domain::CallRating>& ratings) {
  json::array rows;
  for (const auto& rating : ratings) {
    auto row = rating_json(rating);
    row["userId"] = rating.user_id.str();
    rows.push_back(std::move(row));
  }
  return rows;
}

json::array present_json(const std::vector<domain::Participant>& participants) {
  json::array rows;
  for (const auto& participant : participants) rows.push_back(present_one(participant));
  return rows;
}

json::object live_call_json(const app::LiveCall& call) {
  json::array participants;
  for (const auto& participant : call.participants) {
    auto row = present_one(participant);
    row["joinedAt"] = base::to_iso(participant.stay.joined_at);
    row["state"] = {
        {"audio", participant.media.audio}, {"video", participant.media.video}, {"screen", participant.media.screen}};
    participants.push_back(std::move(row));
  }
  const auto& session = call.session;
  return {{"sessionId", session.id.str()},
          {"roomId", session.meeting_link ? json::value(session.meeting_link->str()) : json::value(nullptr)},
          {"sessionDate", base::to_iso(session.session_date)},
          {"sessionType", domain::to_string(session.type)},
          {"status", domain::to_string(session.status)},
          {"startedAt", optional_time(session.call_started)},
          {"client", name_json(call.people.client)},
          {"psychologist", name_json(call.people.psychologist)},
          {"participants", std::move(participants)}};
}

}  // namespace callroom::rest
