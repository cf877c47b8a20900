#include "app/live_calls.hpp"

#include "app/people.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace callroom::app {

std::vector<domain::Participant> present_others(CallDirectory& directory, const JoinAnswer& answer,
                                                const Identity& asker) {
  if (answer.denial || !answer.session.meeting_link) return {};
  auto call = directory.call_in(*answer.session.meeting_link);
  if (!call) return {};
  std::erase_if(call->participants, [&](const auto& participant) { return participant.stay.user_id == asker.id; });
  return std::move(call->participants);
}

std::vector<LiveCall> live_calls(const Environment& env, CallDirectory& directory) {
  std::map<domain::SessionId, domain::Call> occupied;
  for (auto& call : directory.calls()) {
    const auto id = call.session_id;
    occupied.emplace(id, std::move(call));
  }
  auto sessions = env.store.running_calls();
  for (const auto& [id, call] : occupied) {
    const auto same = [&id = id](const domain::Session& session) { return session.id == id; };
    if (std::any_of(sessions.begin(), sessions.end(), same)) continue;
    if (auto session = env.store.session(id)) sessions.push_back(*std::move(session));
  }
  std::sort(sessions.begin(), sessions.end(), [](const domain::Session& a, const domain::Session& b) {
    return std::tie(a.session_date, a.id) < std::tie(b.session_date, b.id);
  });
  People people{env.store};
  std::vector<LiveCall> calls;
  for (auto& session : sessions) {
    const auto call = occupied.find(session.id);
    std::vector<domain::Participant> participants;
    if (call != occupied.end()) participants = std::move(call->second.participants);
    auto both = people.of(session);
    calls.push_back({std::move(session), std::move(both), std::move(participants)});
  }
  return calls;
}

}  // namespace callroom::app
