#pragma once

#include "app/context.hpp"
#include "app/ports/log.hpp"
#include "app/workers.hpp"
#include "realtime/answer.hpp"
#include "realtime/call_rooms.hpp"
#include "realtime/commands.hpp"
#include "realtime/connection.hpp"
#include "realtime/relay_scan.hpp"
#include "realtime/room_index.hpp"
#include "socketio/server.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace callroom::realtime {

/// One event of one socket, on its way through a handler. Created and begun on the socket's executor.
struct EventCall {
  std::shared_ptr<socketio::Socket> socket;
  std::shared_ptr<Connection> connection;
  std::string_view name;  ///< One of event_names.hpp; static.
  socketio::Payload args;
  Answer answer;
  std::string request_id = new_request_id();  ///< In all records of this event.

  [[nodiscard]] static std::string new_request_id();
  /// For audit records and logs.
  [[nodiscard]] app::Origin origin() const;
};

/// The handlers of the client's events: payload to command, command to the room or straight to the addressee.
/// Thread-safe; `handle` runs on the socket's executor.
class CallEvents {
 public:
  struct Needs {
    const app::Environment& env;
    app::Workers& workers;
    socketio::Server& sockets;
    app::Log& log;
    RoomIndex& index;
    CallRooms& rooms;
    RelayLimits limits;
    /// Told of events and of what is refused; null: nobody is.
    app::Meter* meter = nullptr;
  };
  explicit CallEvents(const Needs& needs) : needs_(needs) {}

  /// Looks the event up in the one table; an unknown name is refused with INVALID_PAYLOAD.
  void handle(EventCall call, std::string_view name);

  /// An offer, answer or candidate, from socket to socket. Nothing is parsed, copied or locked on the way but the
  /// outgoing message itself.
  void relay(const std::shared_ptr<socketio::Socket>& socket, const std::shared_ptr<Connection>& connection,
             const RelayedEvent& kind, socketio::EventView event);

  /// Writes that a socket was not let in, and how many before it were not written. Blocks; throws StoreUnavailable.
  void record_refused_connect(const std::string& ip_address, const std::string& user_agent, std::string_view reason,
                              std::int64_t unrecorded);

  /// The socket is gone or, recovered, back.
  void lost(const std::shared_ptr<socketio::Socket>& socket, const std::shared_ptr<Connection>& connection);
  void recovered(const std::shared_ptr<socketio::Socket>& socket, const std::shared_ptr<Connection>& connection);
  /// Whether `present` may continue the socket of `past`: the same user, and not one who has left the call meanwhile.
  [[nodiscard]] bool may_recover(const Connection& past, const Connection& present) const;

 private:
  struct Row;
  static const Row kTable[];

  void join_room(const std::shared_ptr<EventCall>& call);
  void leave_room(const std::shared_ptr<EventCall>& call);
  void end_call(const std::shared_ptr<EventCall>& call);
  void participant_state(const std::shared_ptr<EventCall>& call);

  void admit(const std::shared_ptr<EventCall>& call, const JoinRoom& join);
  /// The store could not be asked, or could not write that it was.
  void not_judged(const EventCall& call, const std::exception_ptr& failure);
  void enter(const std::shared_ptr<EventCall>& call, const JoinRoom& join, const app::Admitted& admitted);
  /// nullopt: it is on its way.
  [[nodiscard]] std::optional<Failure> pass_on(const domain::SocketId& from, RelayRoute& route,
                                               const RelayedEvent& kind, const socketio::EventView& event);
  /// Whom the message is for, if both are in one room (the one that was named, if any) and the addressee is there to
  /// hear; then `route` leads there.
  [[nodiscard]] Parsed<std::shared_ptr<socketio::Socket>> find_addressee(const domain::SocketId& from,
                                                                         const RelayScan& scan, RelayRoute& route);
  /// The room that the payload names, which must be the socket's own; answers and gives null otherwise.
  [[nodiscard]] std::shared_ptr<CallRoom> own_room(const std::shared_ptr<EventCall>& call);
  /// Refuses and writes a permission_denied record before the answer goes out.
  void deny(const std::shared_ptr<EventCall>& call, Failure failure);

  const Needs needs_;
};

}  // namespace callroom::realtime
