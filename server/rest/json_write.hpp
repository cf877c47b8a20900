#pragma once

#include "app/bookings.hpp"
#include "app/call_access.hpp"
#include "app/call_lifecycle.hpp"
#include "app/ports/ice_servers.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Domain values in the contract's names. Times are ISO-8601 UTC with milliseconds, what is not there is null.
namespace callroom::rest {

/// Without the password hash, of course.
[[nodiscard]] boost::json::object user_json(const domain::User& user);
[[nodiscard]] boost::json::object person_json(const app::Person& person);
/// {"client":{…},"psychologist":{…}}
[[nodiscard]] boost::json::object people_json(const app::SessionPeople& people);
/// The record of a session, without anything that depends on who asks or when.
[[nodiscard]] boost::json::object session_json(const domain::Session& session);
/// The record, both people, and canJoin, reason, joinFrom, joinUntil for the asker.
[[nodiscard]] boost::json::object session_view_json(const app::SessionView& view);
[[nodiscard]] boost::json::object room_json(const app::Room& room);
/// `present`: app::present_others.
[[nodiscard]] boost::json::object join_answer_json(const app::JoinAnswer& answer,
                                                   const std::vector<domain::Participant>& present);
/// Answer of start: nothing in it changes when it is asked again.
[[nodiscard]] boost::json::object call_started_json(const domain::Session& session);
/// Answer of end: the same.
[[nodiscard]] boost::json::object call_ended_json(const domain::Session& session);
[[nodiscard]] boost::json::object call_record_json(const app::CallRecord& record, base::WallTime now);
[[nodiscard]] boost::json::object history_entry_json(const app::HistoryEntry& entry);
/// Reveals the TURN credential: for the answer to its user only.
[[nodiscard]] boost::json::object ice_json(const app::IceConfiguration& configuration);

[[nodiscard]] boost::json::value optional_text(const std::optional<std::string>& text);
[[nodiscard]] boost::json::value optional_time(const std::optional<base::WallTime>& time);
/// "0 min", "47 min", "1 h 02 min".
[[nodiscard]] std::string duration_text(std::int64_t minutes);

}  // namespace callroom::rest
