#include "app/asker.hpp"
#include "app/call_lifecycle.hpp"
#include "app/people.hpp"

#include <optional>
#include <utility>

namespace callroom::app {
namespace {

std::optional<domain::CallRating> rating_by(const std::vector<domain::CallRating>& ratings,
                                            const domain::SessionId& session, const domain::UserId& user) {
  for (const auto& rating : ratings) {
    if (rating.session_id == session && rating.user_id == user) return rating;
  }
  return std::nullopt;
}

std::vector<domain::SessionId> ids_of(const std::vector<domain::Session>& sessions) {
  std::vector<domain::SessionId> ids;
  for (const auto& session : sessions) ids.push_back(session.id);
  return ids;
}

}  // namespace

base::Result<CallRecord, ReadError> call_record(const Environment& env, const domain::SessionId& id,
                                                const Identity& asker) {
  auto session = env.store.session(id);
  if (!session) return ReadError::kSessionNotFound;
  if (!may_see(*session, asker)) return ReadError::kNotAParticipant;
  auto people = People{env.store}.of(*session);
  CallRecord record{*std::move(session),    std::move(people),
                    env.store.presence(id), domain::summarize(env.store.quality_of(id)),
                    std::nullopt,           std::nullopt};
  auto ratings = env.store.ratings_of({id});
  record.own_rating = rating_by(ratings, id, asker.id);
  if (asker.role == domain::Role::kAdmin) record.ratings = std::move(ratings);
  return record;
}

Page<HistoryEntry> call_history(const Environment& env, const Identity& asker, const PageRequest& page) {
  std::optional<domain::UserId> whose;
  if (asker.role != domain::Role::kAdmin) whose = asker.id;
  auto ended = env.store.ended_calls(whose, page);
  // Once for the page, not once for each call.
  const auto ids = ids_of(ended.items);
  const auto levels = env.store.average_levels(ids);
  const auto ratings = env.store.ratings_of(ids);
  People people{env.store};
  Page<HistoryEntry> history;
  history.next = std::move(ended.next);
  for (auto& session : ended.items) {
    auto both = people.of(session);
    const auto level = levels.find(session.id);
    auto own = rating_by(ratings, session.id, asker.id);
    history.items.push_back({std::move(session), std::move(both),
                             level == levels.end() ? std::nullopt : std::optional{level->second}, std::move(own)});
  }
  return history;
}

}  // namespace callroom::app
