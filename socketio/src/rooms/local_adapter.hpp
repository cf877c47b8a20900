#pragma once

#include "base/guarded.hpp"
#include "rooms/event_encoder.hpp"
#include "rooms/member.hpp"
#include "socketio/adapter.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace socketio::rooms {

/// The rooms of this process. One lock for each namespace, never held while anything is sent.
class LocalAdapter final : public Adapter {
 public:
  explicit LocalAdapter(std::shared_ptr<EventEncoder> encoder) : encoder_(std::move(encoder)) {}

  void add(const std::string& nsp, const std::string& room, const std::shared_ptr<Socket>& socket) override;
  void remove(const std::string& nsp, const std::string& room, const std::string& socket_id) override;
  void broadcast(const std::string& nsp, const std::string& room, std::string_view except, std::string_view event,
                 const Payload& args, Delivery delivery) override;
  [[nodiscard]] std::shared_ptr<Socket> find(const std::string& nsp, const std::string& socket_id) const override;
  [[nodiscard]] bool in_room(const std::string& nsp, const std::string& room,
                             const std::string& socket_id) const override;
  /// How many rooms (the namespaces themselves apart) exist. For tests and gauges.
  [[nodiscard]] std::size_t room_count(const std::string& nsp) const;

 private:
  struct Entry {
    std::shared_ptr<Socket> socket;
    Member* member = nullptr;  ///< The same object; null when it is not one of this library's (a test's fake).
  };
  /// Sockets by the id that they know themselves: it is not stored a second time. (Not noexcept, so that the library
  /// keeps the hashes instead of asking the sockets again.)
  struct IdHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>{}(id); }
    std::size_t operator()(const Entry& entry) const { return (*this)(std::string_view{entry.socket->id()}); }
  };
  struct IdEqual {
    using is_transparent = void;
    bool operator()(const Entry& a, const Entry& b) const { return a.socket->id() == b.socket->id(); }
    bool operator()(std::string_view id, const Entry& entry) const { return entry.socket->id() == id; }
    bool operator()(const Entry& entry, std::string_view id) const { return entry.socket->id() == id; }
  };
  using Room = std::unordered_set<Entry, IdHash, IdEqual>;
  /// Takes a socket out; whoever calls destroys it after giving the lock back, as it may be the last owner's.
  [[nodiscard]] static Room::node_type extract(Room& room, std::string_view socket_id);
  struct Namespace {
    Room all;
    std::unordered_map<std::string, Room> rooms;
  };
  using GuardedNamespace = base::Guarded<Namespace>;

  [[nodiscard]] std::shared_ptr<GuardedNamespace> existing(const std::string& nsp) const;
  [[nodiscard]] static std::vector<Entry> recipients(GuardedNamespace& space, const std::string& room,
                                                     std::string_view except);

  const std::shared_ptr<EventEncoder> encoder_;
  mutable base::Guarded<std::unordered_map<std::string, std::shared_ptr<GuardedNamespace>>> namespaces_;
};

}  // namespace socketio::rooms
