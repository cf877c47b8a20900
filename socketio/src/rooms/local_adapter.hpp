#pragma once

#include "base/guarded.hpp"
#include "rooms/event_encoder.hpp"
#include "rooms/member.hpp"
#include "socketio/adapter.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
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
  using Room = std::unordered_map<std::string, Entry>;  ///< By socket id.
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
