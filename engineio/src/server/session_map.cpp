#include "server/session_map.hpp"

#include "server/session.hpp"

#include <utility>

namespace engineio::server {

Inserted SessionMap::insert(std::shared_ptr<Session> session, std::size_t limit) {
  // The place is taken before it is filled, so that two threads cannot both take the last one.
  if (size_.fetch_add(1) >= limit) {
    size_.fetch_sub(1);
    return Inserted::kFull;
  }
  const std::string_view sid = session->id();
  shard_of(sid).lock()->emplace(sid, std::move(session));
  return Inserted::kYes;
}

std::shared_ptr<Session> SessionMap::find(const std::string& sid) {
  auto shard = shard_of(sid).lock();
  const auto found = shard->find(sid);
  return found == shard->end() ? nullptr : found->second;
}

void SessionMap::erase(const std::string& sid) {
  std::shared_ptr<Session> last;  // Dies after the lock is let go.
  auto shard = shard_of(sid).lock();
  const auto found = shard->find(sid);
  if (found == shard->end()) {
    return;
  }
  last = std::move(found->second);
  shard->erase(found);
  size_.fetch_sub(1);
}

std::vector<std::shared_ptr<Session>> SessionMap::all() {
  std::vector<std::shared_ptr<Session>> out;
  out.reserve(size());
  for (Shard& guarded : shards_) {
    auto shard = guarded.lock();
    for (const auto& [sid, session] : *shard) out.push_back(session);
  }
  return out;
}

}  // namespace engineio::server
