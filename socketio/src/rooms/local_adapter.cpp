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
  Room::node_type replaced;  // let go after the lock is given back
  auto locked = space->lock();
  Room& members = room.empty() ? locked->all : locked->rooms[room];
  replaced = extract(members, socket->id());
  members.insert(Entry{socket, dynamic_cast<Member*>(socket.get())});
}

LocalAdapter::Room::node_type LocalAdapter::extract(Room& room, std::string_view socket_id) {
  const auto found = room.find(socket_id);
  return found == room.end() ? Room::node_type{} : room.extract(found);
}

void LocalAdapter::remove(const std::string& nsp, const std::string& room, const std::string& socket_id) {
  const auto space = existing(nsp);
  if (!space) return;
  // Destroyed after the lock is given back: it may be the socket's last owner.
  Room::node_type removed;
  auto locked = space->lock();
  if (room.empty()) {
    removed = extract(locked->all, socket_id);
    return;
  }
  const auto found = locked->rooms.find(room);
  if (found == locked->rooms.end()) return;
  removed = extract(found->second, socket_id);
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
      const auto own = locked->all.find(std::string_view{room});
      if (own != locked->all.end() && room != except) out.push_back(*own);
      return out;
    }
    members = &found->second;
  }
  out.reserve(members->size());
  for (const Entry& entry : *members) {
    if (entry.socket->id() != except) out.push_back(entry);
  }
  return out;
}

std::shared_ptr<Socket> LocalAdapter::find(const std::string& nsp, const std::string& socket_id) const {
  const auto space = existing(nsp);
  if (!space) return nullptr;
  auto locked = space->lock();
  const auto found = locked->all.find(std::string_view{socket_id});
  return found == locked->all.end() ? nullptr : found->socket;
}

bool LocalAdapter::in_room(const std::string& nsp, const std::string& room, const std::string& socket_id) const {
  const auto space = existing(nsp);
  if (!space) return false;
  auto locked = space->lock();
  if (room.empty() || room == socket_id) return locked->all.contains(std::string_view{socket_id});
  const auto found = locked->rooms.find(room);
  return found != locked->rooms.end() && found->second.contains(std::string_view{socket_id});
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
