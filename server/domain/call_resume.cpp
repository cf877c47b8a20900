#include "domain/call.hpp"

#include <algorithm>

namespace callroom::domain {
namespace {

/// Nobody was in a call after its end, whatever the last presence write says.
base::WallTime lost_at(const PresenceInterval& stay, const std::optional<base::WallTime>& ended_at) noexcept {
  const base::WallTime seen = std::max(stay.last_seen, stay.joined_at);
  return ended_at ? std::max(std::min(seen, *ended_at), stay.joined_at) : seen;
}

}  // namespace

Call resume_after_crash(const Session& session, base::WallTime window_until, const std::vector<PresenceInterval>& stays,
                        const std::map<UserId, std::string>& names, base::WallTime now, const CallPolicy& policy) {
  Call call = new_call(session, window_until);
  const base::WallTime gone_at = call.ended_at ? now : now + policy.reconnect_grace;
  for (const PresenceInterval& stay : stays) {
    if (stay.left_at) {
      call.last_left = std::max(call.last_left.value_or(*stay.left_at), *stay.left_at);
      continue;
    }
    if (call.by_user(stay.user_id) != nullptr) continue;
    const auto name = names.find(stay.user_id);
    call.participants.push_back({stay, name == names.end() ? std::string{} : name->second, SocketId{},
                                 Connection::kReconnecting, lost_at(stay, call.ended_at), gone_at, MediaState{}});
  }
  std::ranges::stable_sort(call.participants, {}, [](const Participant& p) { return p.stay.joined_at; });
  if (call.participants.empty()) call.empty_since = call.last_left;
  return call;
}

}  // namespace callroom::domain
