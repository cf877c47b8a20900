#include "store/memory/memory_store.hpp"

#include "store/cursor.hpp"
#include "store/memory/apply.hpp"

#include <algorithm>
#include <set>

namespace callroom::store {
namespace {

template <class Map, class Key>
std::optional<typename Map::mapped_type> find(const Map& map, const Key& key) {
  const auto found = map.find(key);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

template <class Map, class Keep>
std::vector<typename Map::mapped_type> select(const Map& map, const Keep& keep) {
  std::vector<typename Map::mapped_type> kept;
  for (const auto& [id, record] : map) {
    if (keep(record)) kept.push_back(record);
  }
  return kept;
}

bool takes_part(const domain::Session& session, const std::optional<domain::UserId>& user) {
  return !user || session.client_id == *user || session.psychologist_id == *user;
}

bool matches(const domain::Session& session, const app::SessionFilter& filter) {
  return takes_part(session, filter.participant) && (!filter.status || session.status == *filter.status) &&
         (!filter.from || session.session_date >= *filter.from) &&
         (!filter.until || session.session_date <= *filter.until);
}

/// Map order is id order, so a stable sort by time leaves equal times in the order of their ids.
template <class T, class Time>
void sort_by_time(std::vector<T>& records, const Time& time) {
  std::stable_sort(records.begin(), records.end(), [&](const T& a, const T& b) { return time(a) < time(b); });
}

}  // namespace

std::optional<domain::User> MemoryStore::user(const domain::UserId& id) { return find(records_.lock()->users, id); }

std::optional<domain::User> MemoryStore::user_by_email(const std::string& email) {
  auto records = records_.lock();
  const auto id = find(records->by_email, email);
  return id ? find(records->users, *id) : std::nullopt;
}

app::Page<domain::User> MemoryStore::users(const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kUsers, page);
  const auto size = page_size(page);
  auto records = records_.lock();
  auto next = after ? records->users.upper_bound(domain::UserId{after->id}) : records->users.begin();
  std::vector<domain::User> found;
  for (; next != records->users.end() && found.size() <= size; ++next) found.push_back(next->second);
  return make_page(std::move(found), size, CursorOf::kUsers, user_position);
}

std::optional<domain::Session> MemoryStore::session(const domain::SessionId& id) {
  return find(records_.lock()->sessions, id);
}

std::optional<domain::Session> MemoryStore::session_by_room(const domain::RoomId& room) {
  auto records = records_.lock();
  const auto id = find(records->by_room, room);
  return id ? find(records->sessions, *id) : std::nullopt;
}

app::Page<domain::Session> MemoryStore::sessions(const app::SessionFilter& filter, const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kSessions, page);
  auto found = select(records_.lock()->sessions, [&](const domain::Session& session) {
    return matches(session, filter) && (!after || session_position(session) > *after);
  });
  sort_by_time(found, [](const domain::Session& session) { return session.session_date; });
  return make_page(std::move(found), page_size(page), CursorOf::kSessions, session_position);
}

app::Page<domain::Session> MemoryStore::ended_calls(const std::optional<domain::UserId>& participant,
                                                    const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kEndedCalls, page);
  auto found = select(records_.lock()->sessions, [&](const domain::Session& session) {
    return session.call_ended && takes_part(session, participant) && (!after || end_position(session) < *after);
  });
  std::sort(found.begin(), found.end(),
            [](const domain::Session& a, const domain::Session& b) { return end_position(a) > end_position(b); });
  return make_page(std::move(found), page_size(page), CursorOf::kEndedCalls, end_position);
}

std::vector<domain::Session> MemoryStore::running_calls() {
  auto found = select(records_.lock()->sessions, [](const domain::Session& session) {
    return session.status == domain::SessionStatus::kInProgress && session.call_started && !session.call_ended;
  });
  sort_by_time(found, [](const domain::Session& session) { return session.session_date; });
  return found;
}

std::vector<domain::PresenceInterval> MemoryStore::presence(const domain::SessionId& session) {
  auto found = select(records_.lock()->presence,
                      [&](const domain::PresenceInterval& stay) { return stay.session_id == session; });
  sort_by_time(found, [](const domain::PresenceInterval& stay) { return stay.joined_at; });
  return found;
}

std::vector<domain::SessionId> MemoryStore::sessions_with_open_stays() {
  std::set<domain::SessionId> open;
  auto records = records_.lock();
  for (const auto& [id, stay] : records->presence) {
    if (!stay.left_at) open.insert(stay.session_id);
  }
  return {open.begin(), open.end()};
}

std::vector<domain::QualitySample> MemoryStore::quality_of(const domain::SessionId& session) {
  return select(records_.lock()->quality,
                [&](const domain::QualitySample& sample) { return sample.session_id == session; });
}

std::vector<base::WallTime> MemoryStore::quality_times(const domain::SessionId& session, const domain::UserId& user) {
  std::vector<base::WallTime> times;
  for (const auto& sample : quality_of(session)) {
    if (sample.user_id == user) times.push_back(sample.reading.at);
  }
  return times;
}

std::map<domain::SessionId, double> MemoryStore::average_levels(const std::vector<domain::SessionId>& sessions) {
  std::map<domain::SessionId, double> averages;
  for (const auto& session : sessions) {
    double seconds = 0.0;
    double sum = 0.0;
    for (const auto& sample : quality_of(session)) {
      seconds += sample.reading.seconds;
      sum += static_cast<double>(sample.reading.level) * sample.reading.seconds;
    }
    if (seconds > 0) averages.insert_or_assign(session, sum / seconds);
  }
  return averages;
}

std::vector<domain::CallRating> MemoryStore::ratings_of(const std::vector<domain::SessionId>& sessions) {
  const std::set<domain::SessionId> wanted{sessions.begin(), sessions.end()};
  return select(records_.lock()->ratings,
                [&](const domain::CallRating& rating) { return wanted.contains(rating.session_id); });
}

std::vector<domain::AuditRecord> MemoryStore::audit_of(const domain::SessionId& session) {
  auto found =
      select(records_.lock()->audit, [&](const domain::AuditRecord& record) { return record.session_id == session; });
  sort_by_time(found, [](const domain::AuditRecord& record) { return record.timestamp; });
  return found;
}

std::vector<app::CountedEvent> MemoryStore::events(std::int64_t after, std::size_t limit) {
  std::vector<app::CountedEvent> found;
  auto records = records_.lock();
  for (auto next = records->chain.upper_bound(after); next != records->chain.end() && found.size() < limit; ++next) {
    found.push_back({next->first, records->audit.at(domain::AuditId::parse(next->second.record.id).value())});
  }
  return found;
}

app::CommitOutcome MemoryStore::commit(const app::Commit& commit) {
  auto records = records_.lock();
  return MemoryChange{*records}.apply(commit);
}

}  // namespace callroom::store
