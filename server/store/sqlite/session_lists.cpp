#include "store/sqlite/session_lists.hpp"

#include "store/sqlite/rows.hpp"

namespace callroom::store::sqlite {
namespace {

std::string select_where(const std::string& condition) {
  return "SELECT " + kSessionColumns + " FROM sessions WHERE " + condition;
}

/// The sessions that meet `condition`, of everybody or of one participant. Whoever is both client and psychologist of a
/// session (nothing forbids it) is found once.
std::string of_participant(const std::optional<domain::UserId>& participant, const std::string& condition) {
  if (!participant) return select_where(condition);
  return select_where("clientId = :participant AND " + condition) + " UNION ALL " +
         select_where("psychologistId = :participant AND clientId <> :participant AND " + condition);
}

void bind_common(Query& query, const std::optional<domain::UserId>& participant, const std::optional<Position>& after,
                 std::size_t limit) {
  if (participant) query.bind(":participant", participant->str());
  if (after) query.bind(":afterTime", after->time).bind(":afterId", after->id.str());
  query.bind(":limit", static_cast<std::int64_t>(limit));
}

}  // namespace

std::string sessions_sql(const app::SessionFilter& filter, const std::optional<Position>& after) {
  std::string condition = "1";
  if (filter.status) condition += " AND status = :status";
  if (filter.from) condition += " AND sessionDate >= :from";
  if (filter.until) condition += " AND sessionDate <= :until";
  if (after) condition += " AND (sessionDate, id) > (:afterTime, :afterId)";
  return of_participant(filter.participant, condition) + " ORDER BY sessionDate, id LIMIT :limit";
}

void bind_sessions(Query& query, const app::SessionFilter& filter, const std::optional<Position>& after,
                   std::size_t limit) {
  if (filter.status) query.bind(":status", domain::to_string(*filter.status));
  if (filter.from) query.bind(":from", *filter.from);
  if (filter.until) query.bind(":until", *filter.until);
  bind_common(query, filter.participant, after, limit);
}

std::string ended_calls_sql(const std::optional<domain::UserId>& participant, const std::optional<Position>& after) {
  std::string condition = "videoCallEnded IS NOT NULL";
  if (after) condition += " AND (videoCallEnded, id) < (:afterTime, :afterId)";
  return of_participant(participant, condition) + " ORDER BY videoCallEnded DESC, id DESC LIMIT :limit";
}

void bind_ended_calls(Query& query, const std::optional<domain::UserId>& participant,
                      const std::optional<Position>& after, std::size_t limit) {
  bind_common(query, participant, after, limit);
}

}  // namespace callroom::store::sqlite
