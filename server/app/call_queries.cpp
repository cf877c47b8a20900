#include "app/asker.hpp"
#include "app/call_lifecycle.hpp"
#include "app/people.hpp"

#include <optional>
#include <utility>

namespace callroom::app {

base::Result<CallRecord, ReadError> call_record(const Environment& env, const domain::SessionId& id,
                                                const Identity& asker) {
  auto session = env.store.session(id);
  if (!session) return ReadError::kSessionNotFound;
  if (!may_see(*session, asker)) return ReadError::kNotAParticipant;
  auto people = People{env.store}.of(*session);
  return CallRecord{*std::move(session), std::move(people), env.store.presence(id)};
}

Page<HistoryEntry> call_history(const Environment& env, const Identity& asker, const PageRequest& page) {
  std::optional<domain::UserId> whose;
  if (asker.role != domain::Role::kAdmin) whose = asker.id;
  auto ended = env.store.ended_calls(whose, page);
  People people{env.store};
  Page<HistoryEntry> history;
  history.next = std::move(ended.next);
  for (auto& session : ended.items) {
    auto both = people.of(session);
    history.items.push_back({std::move(session), std::move(both)});
  }
  return history;
}

}  // namespace callroom::app
