#include "rest/json_write.hpp"

#include "base/iso_time.hpp"
#include "rest/call_json.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <boost/json/array.hpp>

namespace callroom::rest {
namespace {

namespace json = boost::json;

json::value reason_json(const std::optional<domain::Denial>& denial) {
  return denial ? json::value(domain::to_string(*denial)) : json::value(nullptr);
}

std::optional<domain::CallDuration> duration_of(const domain::Session& session) {
  if (!session.call_started || !session.call_ended) return std::nullopt;
  return domain::call_duration(*session.call_started, *session.call_ended);
}

void add_duration(json::object& object, const domain::Session& session) {
  const auto duration = duration_of(session);
  object["callDuration"] = duration ? json::value(duration->minutes) : json::value(nullptr);
  object["callDurationSeconds"] = duration ? json::value(duration->seconds) : json::value(nullptr);
}

std::int64_t seconds_of(const domain::PresenceInterval& stay, base::WallTime now) {
  const auto spent = stay.left_at.value_or(now) - stay.joined_at;
  return std::max<std::int64_t>(std::chrono::floor<base::Seconds>(spent).count(), 0);
}

json::object stay_json(const domain::PresenceInterval& stay, base::WallTime now) {
  return {{"userId", stay.user_id.str()},
          {"role", domain::to_string(stay.role)},
          {"joinedAt", base::to_iso(stay.joined_at)},
          {"leftAt", optional_time(stay.left_at)},
          {"seconds", seconds_of(stay, now)},
          {"reconnections", stay.reconnections}};
}

}  // namespace

json::value optional_text(const std::optional<std::string>& text) {
  return text ? json::value(*text) : json::value(nullptr);
}

json::value optional_time(const std::optional<base::WallTime>& time) {
  return time ? json::value(base::to_iso(*time)) : json::value(nullptr);
}

std::string duration_text(std::int64_t minutes) {
  constexpr std::int64_t kMinutesPerHour = 60;
  if (minutes < kMinutesPerHour) return fmt::format("{} min", minutes);
  return fmt::format("{} h {:02} min", minutes / kMinutesPerHour, minutes % kMinutesPerHour);
}

json::object user_json(const domain::User& user) {
  return {{"id", user.id.str()},
          {"name", user.name},
          {"email", user.email},
          {"role", domain::to_string(user.role)},
          {"createdAt", base::to_iso(user.created_at)},
          {"updatedAt", base::to_iso(user.updated_at)}};
}

json::object person_json(const app::Person& person) {
  return {{"id", person.id.str()}, {"name", person.name}, {"email", person.email}};
}

json::object people_json(const app::SessionPeople& people) {
  return {{"client", person_json(people.client)}, {"psychologist", person_json(people.psychologist)}};
}

json::object session_json(const domain::Session& session) {
  json::object object{{"id", session.id.str()},
                      {"clientId", session.client_id.str()},
                      {"psychologistId", session.psychologist_id.str()},
                      {"sessionDate", base::to_iso(session.session_date)},
                      {"sessionType", domain::to_string(session.type)},
                      {"status", domain::to_string(session.status)},
                      {"paymentStatus", domain::to_string(session.payment)},
                      {"meetingLink", session.meeting_link ? json::value(session.meeting_link->str()) : nullptr},
                      {"videoCallStarted", optional_time(session.call_started)},
                      {"videoCallEnded", optional_time(session.call_ended)}};
  add_duration(object, session);
  object["createdAt"] = base::to_iso(session.created_at);
  object["updatedAt"] = base::to_iso(session.updated_at);
  return object;
}

json::object session_view_json(const app::SessionView& view) {
  auto object = session_json(view.session);
  object["client"] = person_json(view.people.client);
  object["psychologist"] = person_json(view.people.psychologist);
  object["canJoin"] = !view.denial;
  object["reason"] = reason_json(view.denial);
  object["joinFrom"] = base::to_iso(view.window.from);
  object["joinUntil"] = base::to_iso(view.window.until);
  return object;
}

json::object room_json(const app::Room& room) {
  return {{"roomId", room.session.meeting_link.value().str()},
          {"sessionId", room.session.id.str()},
          {"sessionDate", base::to_iso(room.session.session_date)},
          {"sessionType", domain::to_string(room.session.type)},
          {"participants", people_json(room.people)}};
}

json::object join_answer_json(const app::JoinAnswer& answer, const std::vector<domain::Participant>& present) {
  return {{"canJoin", !answer.denial},
          {"reason", reason_json(answer.denial)},
          {"minutesUntilSession", answer.minutes_until_session},
          {"sessionStatus", domain::to_string(answer.session.status)},
          {"paymentStatus", domain::to_string(answer.session.payment)},
          {"timeWindow",
           {{"allowedFrom", base::to_iso(answer.window.from)}, {"allowedUntil", base::to_iso(answer.window.until)}}},
          {"serverTime", base::to_iso(answer.now)},
          {"present", present_json(present)}};
}

json::object call_started_json(const domain::Session& session) {
  return {{"sessionId", session.id.str()},
          {"status", domain::to_string(session.status)},
          {"videoCallStarted", optional_time(session.call_started)}};
}

json::object call_ended_json(const domain::Session& session) {
  auto object = call_started_json(session);
  object["videoCallEnded"] = optional_time(session.call_ended);
  add_duration(object, session);
  return object;
}

json::object call_record_json(const app::CallRecord& record, base::WallTime now) {
  auto object = session_json(record.session);
  object["participants"] = people_json(record.people);
  std::int64_t reconnections = 0;
  json::array stays;
  for (const auto& stay : record.stays) {
    reconnections += stay.reconnections;
    stays.push_back(stay_json(stay, now));
  }
  object["statistics"] = {{"accessCount", record.session.access_count},
                          {"lastAccessedAt", optional_time(record.session.last_accessed)},
                          {"joins", record.stays.size()},
                          {"reconnections", reconnections},
                          {"stays", std::move(stays)}};
  object["quality"] = quality_json(record.quality);
  object["rating"] = own_rating_json(record.own_rating);
  if (record.ratings) object["ratings"] = ratings_json(*record.ratings);
  return object;
}

json::object history_entry_json(const app::HistoryEntry& entry) {
  const auto& session = entry.session;
  const auto duration = duration_of(session);
  json::object object{{"sessionId", session.id.str()},
                      {"sessionDate", base::to_iso(session.session_date)},
                      {"sessionType", domain::to_string(session.type)},
                      {"status", domain::to_string(session.status)},
                      {"participants", people_json(entry.people)},
                      {"videoCallStarted", optional_time(session.call_started)},
                      {"videoCallEnded", optional_time(session.call_ended)},
                      {"duration", duration ? json::value(duration_text(duration->minutes)) : nullptr},
                      {"averageLevel", rounded_json(entry.average_level, kLevelDigits)},
                      {"rating", own_rating_json(entry.own_rating)}};
  add_duration(object, session);
  return object;
}

json::object ice_json(const app::IceConfiguration& configuration) {
  json::array servers;
  for (const auto& server : configuration.servers) {
    json::object object{{"urls", json::array(server.urls.begin(), server.urls.end())}};
    if (!server.username.empty()) object["username"] = server.username;
    if (!server.credential.empty()) object["credential"] = server.credential.reveal();
    servers.push_back(std::move(object));
  }
  return {{"iceServers", std::move(servers)}, {"iceTransportPolicy", configuration.transport_policy}};
}

}  // namespace callroom::rest
