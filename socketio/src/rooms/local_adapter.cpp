#include "rooms/local_adapter.hpp"

#include <utility>

namespace socketio::rooms {

void LocalAdapter::add(const std::string& nsp, const std::string& room, const std::shared_ptr<Socket>& socket) {
  std::shared_ptr<GuardedNamespace> space;
  {
    auto namespaces = namespaces_.lock();
    auto& slot = (*namespaces)[nsp];
    if (!slot) slot = std::make_shared<GuardedNamespace>();
    space = slot;
  }
  // A replaced socket ends up in here and is let go after the lock is given back.
  Entry entry{socket, dynamic_cast<Member*>(socket.get())};
  auto locked = space->lock();
  Room& members = room.empty() ? locked->all : locked->rooms[room];
  std::swap(members[socket->id()], entry);
}

void LocalAdapter::remove(const std::string& nsp, const std::string& room, const std::string& socket_id) {
  const auto space = existing(nsp);
  if (!space) return;
  // Destroyed after the lock is given back: it may be the socket's last owner.
  Room::node_type removed;
  auto locked = space->lock();
  if (room.empty()) {
    removed = locked->all.extract(socket_id);
    return;
  }
  const auto found = locked->rooms.find(room);
  if (found == locked->rooms.end()) return;
  removed = found->second.extract(socket_id);
  if (found->second.empty()) locked->rooms.erase(found);
}

void LocalAdapter::broadcast(const std::string& nsp, const std::string& room, std::string_view except,
                             std::string_view event, const Payload& args, Delivery delivery) {
  const auto space = existing(nsp);
  if (!space) return;
  const std::vector<Entry> to = recipients(*space, room, except);
  if (to.empty()) return;
  const SharedEvent encoded = encoder_->encode(nsp, event, args, delivery);
  for (const Entry& entry : to) {
    if (entry.member != nullptr) {
      entry.member->deliver(encoded, delivery);
    } else {
      entry.socket->emit(event, args, delivery);
    }
  }
}

std::vector<LocalAdapter::Entry> LocalAdapter::recipients(GuardedNamespace& space, const std::string& room,
                                                          std::string_view except) {
  std::vector<Entry> out;
  auto locked = space.lock();
  const Room* members = &locked->all;
  if (!room.empty()) {
    const auto found = locked->rooms.find(room);
    if (found == locked->rooms.end()) {
      const auto own = locked->all.find(room);
      if (own != locked->all.end() && own->first != except) out.push_back(own->second);
      return out;
    }
    members = &found->second;
  }
  out.reserve(members->size());
  for (const auto& [id, entry] : *members) {
    if (id != except) out.push_back(entry);
  }
  return out;
}

std::shared_ptr<Socket> LocalAdapter::find(const std::string& nsp, const std::string& socket_id) const {
  const auto space = existing(nsp);
  if (!space) return nullptr;
  auto locked = space->lock();
  const auto found = locked->all.find(socket_id);
  return found == locked->all.end() ? nullptr : found->second.socket;
}

bool LocalAdapter::in_room(const std::string& nsp, const std::string& room, const std::string& socket_id) const {
  const auto space = existing(nsp);
  if (!space) return false;
  auto locked = space->lock();
  if (room.empty() || room == socket_id) return locked->all.contains(socket_id);
  const auto found = locked->rooms.find(room);
  return found != locked->rooms.end() && found->second.contains(socket_id);
}

std::size_t LocalAdapter::room_count(const std::string& nsp) const {
  const auto space = existing(nsp);
  return space ? space->lock()->rooms.size() : 0;
}

std::shared_ptr<LocalAdapter::GuardedNamespace> LocalAdapter::existing(const std::string& nsp) const {
  auto namespaces = namespaces_.lock();
  const auto found = namespaces->find(nsp);
  return found == namespaces->end() ? nullptr : found->second;
}

}  // namespace socketio::rooms
