#include "realtime/call_events.hpp"

#include "app/call_access.hpp"
#include "base/random.hpp"
#include "domain/user.hpp"
#include "realtime/audit.hpp"
#include "realtime/event_names.hpp"
#include "realtime/messages.hpp"

#include <boost/asio/post.hpp>
#include <exception>
#include <utility>

namespace callroom::realtime {
namespace {

/// 12 bytes: unique among all events of a server's life, short in a log line.
constexpr std::size_t kRequestIdBytes = 12;

app::Origin origin_of(const Connection& connection, std::string request_id, std::string_view via) {
  return {.request_id = std::move(request_id),
          .ip_address = connection.ip_address,
          .user_agent = connection.user_agent,
          .via = std::string(via)};
}

CallRoom::Done answer_with(const std::shared_ptr<EventCall>& call) {
  return [call](const CallRoom::Outcome& outcome, const domain::Call&) {
    switch (outcome.result) {
      case CallRoom::Result::kDone:
        return call->answer.ok();
      case CallRoom::Result::kRefused:
        return call->answer.fail(failure_of(*outcome.refusal));
      case CallRoom::Result::kUnavailable:
        return call->answer.fail(unavailable());
      case CallRoom::Result::kClosed:
        return call->answer.fail(failure_of(domain::CallRefusal::kNotInRoom));
    }
  };
}

/// What the payload says of the sender may only repeat the token.
bool repeats_identity(const JoinRoom& join, const app::Identity& identity) {
  return (!join.user_id || *join.user_id == identity.id.str()) &&
         (!join.user_role || *join.user_role == domain::to_string(identity.role));
}

Failure addressee_lost() {
  return {EventError::kConnectionTimeout, "The addressee's connection is lost at the moment.", {}};
}

/// Whom the last message went to, if this one goes there, too, and nothing has changed in the room; else null.
std::shared_ptr<socketio::Socket> last_addressee(const RelayRoute& route, const RelayScan& scan) {
  if (!route.room || !route.room->current() || route.to != scan.to()) return nullptr;
  if (scan.room() && *scan.room() != route.room->room().str()) return nullptr;
  return route.socket.lock();
}

Failure not_yourself() {
  return {EventError::kPermissionDenied, "The identity in the payload is not the token's.", {}};
}

}  // namespace

struct CallEvents::Row {
  std::string_view name;
  void (CallEvents::*handler)(const std::shared_ptr<EventCall>&);
};

const CallEvents::Row CallEvents::kTable[] = {
    {event::kJoinRoom, &CallEvents::join_room},
    {event::kLeaveRoom, &CallEvents::leave_room},
    {event::kEndCall, &CallEvents::end_call},
    {event::kParticipantState, &CallEvents::participant_state},
};

std::string EventCall::new_request_id() { return base::random_token(kRequestIdBytes); }

app::Origin EventCall::origin() const { return origin_of(*connection, request_id, name); }

void CallEvents::handle(EventCall call, std::string_view name) {
  for (const auto& row : kTable) {
    if (row.name != name) continue;
    call.name = row.name;
    if (needs_.meter != nullptr) needs_.meter->event(row.name);
    (this->*row.handler)(std::make_shared<EventCall>(std::move(call)));
    return;
  }
  call.answer.fail({EventError::kInvalidPayload, "There is no such event.", {}});
}

void CallEvents::lost(const std::shared_ptr<socketio::Socket>& socket, const std::shared_ptr<Connection>& connection) {
  connection->closed = true;
  if (const auto room = std::exchange(connection->room, nullptr)) {
    auto origin = origin_of(*connection, EventCall::new_request_id(), "disconnect");
    room->submit(domain::SocketLost{socket->id(), socket->last_heard()}, std::move(origin), nullptr);
  }
}

void CallEvents::recovered(const std::shared_ptr<socketio::Socket>& socket,
                           const std::shared_ptr<Connection>& connection) {
  const auto place = needs_.index.find(socket->id());
  if (!place) return;
  connection->room = needs_.rooms.find(place->room());
  connection->in_call = connection->room != nullptr;
  if (connection->room) connection->room->submit(domain::SocketRecovered{socket->id()}, {}, nullptr);
}

bool CallEvents::may_recover(const Connection& past, const Connection& present) const {
  if (past.identity.id != present.identity.id || past.identity.role != present.identity.role) return false;
  // Whose grace time is over has left the call: a fresh socket, which must join again, says so; a recovered one would
  // go on hearing a room that it is no longer in.
  return !past.in_call || needs_.index.find(past.socket_id) != nullptr;
}

// ---------------------------------------------------------------------------------------------- join-room

void CallEvents::join_room(const std::shared_ptr<EventCall>& call) {
  auto join = parse_join_room(call->args);
  if (!join) return call->answer.fail(join.error());
  if (!repeats_identity(*join, call->connection->identity)) return deny(call, not_yourself());
  admit(call, *join);
}

void CallEvents::admit(const std::shared_ptr<EventCall>& call, const JoinRoom& join) {
  auto on_worker = [this, call, join] {
    const auto& identity = call->connection->identity;
    const auto room = needs_.rooms.find(join.room);
    const auto entry = room && needs_.index.is_in(join.room, identity.id) ? app::Entry::kReturning : app::Entry::kNew;
    auto judged = [this, call, join](const std::exception_ptr& failure, std::optional<app::Admission> admission) {
      if (failure) return not_judged(*call, failure);
      if (!*admission) return call->answer.fail(failure_of(admission->error()));
      auto back = [this, call, join, admitted = **std::move(admission)] { enter(call, join, admitted); };
      boost::asio::post(call->socket->executor(), std::move(back));
    };
    app::admit_to_call(needs_.env, join.room, identity, entry, call->origin(), std::move(judged));
  };
  if (!needs_.workers.submit(std::move(on_worker))) call->answer.fail(unavailable());
}

void CallEvents::not_judged(const EventCall& call, const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& error) {
    needs_.log.write(app::LogLevel::kError, "join-room: store unavailable",
                     {.socket_id = call.socket->id(), .cause = error.what()});
  }
  call.answer.fail(unavailable());
}

void CallEvents::enter(const std::shared_ptr<EventCall>& call, const JoinRoom& join, const app::Admitted& admitted) {
  auto& connection = *call->connection;
  if (connection.closed) return;  // nobody is left to hear the answer
  const auto& identity = connection.identity;
  if (join.session_id && *join.session_id != admitted.session.id.str()) {
    return call->answer.fail({EventError::kInvalidPayload, "'sessionId' is not the session of this room.", {}});
  }
  if (join.user_name && *join.user_name != admitted.name && *join.user_name != identity.name) {
    return deny(call, not_yourself());
  }
  const auto room = needs_.rooms.open(admitted.session);
  if (connection.room && connection.room != room) {
    connection.room->submit(domain::Leave{call->socket->id()}, call->origin(), nullptr);  // one room at a time
  }
  connection.room = room;
  connection.in_call = true;
  auto done = [this, call, join, admitted](const CallRoom::Outcome& outcome, const domain::Call& now) {
    if (outcome.result == CallRoom::Result::kDone) {
      MessageScratch scratch;
      return call->answer.ok(room_joined(now, call->socket->id(), scratch.storage()));
    }
    auto back = [this, call, join, admitted, outcome] {
      call->connection->room = nullptr;
      call->connection->in_call = false;
      if (outcome.result == CallRoom::Result::kClosed) return enter(call, join, admitted);  // a fresh room this time
      call->answer.fail(outcome.refusal ? failure_of(*outcome.refusal) : unavailable());
    };
    boost::asio::post(call->socket->executor(), std::move(back));
  };
  room->submit(domain::Join{identity.id, identity.role, admitted.name, call->socket->id()}, call->origin(),
               std::move(done));
}

// ---------------------------------------------------------------------------------------------- in the room

std::shared_ptr<CallRoom> CallEvents::own_room(const std::shared_ptr<EventCall>& call) {
  const auto named = parse_room_only(call->args);
  if (!named) {
    call->answer.fail(named.error());
    return nullptr;
  }
  const auto& room = call->connection->room;
  if (!room || room->id() != *named) {
    deny(call, failure_of(domain::CallRefusal::kNotInRoom));
    return nullptr;
  }
  return room;
}

void CallEvents::leave_room(const std::shared_ptr<EventCall>& call) {
  const auto room = own_room(call);
  if (!room) return;
  room->submit(domain::Leave{call->socket->id()}, call->origin(), answer_with(call));
  call->connection->room = nullptr;
  call->connection->in_call = false;
}

void CallEvents::end_call(const std::shared_ptr<EventCall>& call) {
  const auto room = own_room(call);
  if (room) room->submit(domain::EndForAll{call->socket->id()}, call->origin(), answer_with(call));
}

void CallEvents::participant_state(const std::shared_ptr<EventCall>& call) {
  const auto media = parse_media_state(call->args);
  if (!media) return call->answer.fail(media.error());
  const auto& room = call->connection->room;
  if (!room) return deny(call, failure_of(domain::CallRefusal::kNotInRoom));
  room->submit(domain::ChangeMedia{call->socket->id(), *media}, call->origin(), answer_with(call));
}

// ---------------------------------------------------------------------------------------------- relay

Parsed<std::shared_ptr<socketio::Socket>> CallEvents::find_addressee(const domain::SocketId& from,
                                                                    const RelayScan& scan, RelayRoute& route) {
  route = {};
  const auto own = needs_.index.find(from);
  if (!own || (scan.room() && *scan.room() != own->room().str())) return failure_of(domain::CallRefusal::kNotInRoom);
  const domain::SocketId to{scan.to()};
  const auto theirs = needs_.index.find(to);
  if (!theirs || theirs->room() != own->room()) {
    return Failure{EventError::kPermissionDenied, "The addressee is not in your room.", {}};
  }
  auto addressee = needs_.sockets.find("/", to);
  if (!addressee || theirs->call().by_socket(to)->connection != domain::Connection::kConnected) return addressee_lost();
  route = {theirs, to, addressee};
  return addressee;
}

std::optional<Failure> CallEvents::pass_on(const domain::SocketId& from, RelayRoute& route, const RelayedEvent& kind,
                                           const socketio::EventView& event) {
  RelayScan scan;
  if (auto failure = scan.read(event, kind, needs_.limits)) return failure;
  auto addressee = last_addressee(route, scan);
  if (!addressee) {
    auto found = find_addressee(from, scan, route);
    if (!found) return std::move(found).error();
    addressee = *std::move(found);
  }
  if (!addressee->emit_pieces(kind.name, scan.forward(from), event.attachments)) return addressee_lost();
  return std::nullopt;
}

void CallEvents::relay(const std::shared_ptr<socketio::Socket>& socket, const std::shared_ptr<Connection>& connection,
                       const RelayedEvent& kind, socketio::EventView event) {
  auto failure = pass_on(socket->id(), connection->route, kind, event);
  if (!failure && !event.ack) return;
  Answer answer(socket, std::move(event.ack), needs_.meter);
  if (!failure) return answer.ok();
  if (failure->code != EventError::kPermissionDenied) return answer.fail(*failure);
  deny(std::make_shared<EventCall>(EventCall{socket, connection, kind.name, {}, std::move(answer)}),
       *std::move(failure));
}

void CallEvents::record_refused_connect(const std::string& ip_address, const std::string& user_agent,
                                        std::string_view reason, std::int64_t unrecorded) {
  const auto now = needs_.env.clock.now();
  domain::AuditRecord record{.id = domain::AuditId::generate(now),
                             .action = domain::AuditAction::kPermissionDenied,
                             .timestamp = now,
                             .metadata = {{"requestId", base::random_token(kRequestIdBytes)}, {"via", "connect"}},
                             .ip_address = ip_address,
                             .user_agent = user_agent,
                             .error_code = std::string(reason)};
  if (unrecorded > 0) record.metadata.emplace("unrecorded", std::to_string(unrecorded));
  app::record_audit(needs_.env, {std::move(record)});
}

void CallEvents::deny(const std::shared_ptr<EventCall>& call, Failure failure) {
  auto record = audit_record(domain::AuditAction::kPermissionDenied, call->connection->identity.id, call->socket->id(),
                             call->origin(), needs_.env.clock.now());
  if (const auto place = needs_.index.find(call->socket->id())) record.room_id = place->room();
  record.error_code = to_string(failure.code);
  record.error_message = failure.message;
  auto on_worker = [this, call, record = std::move(record), failure] {
    try {
      app::record_audit(needs_.env, {record});
      call->answer.fail(failure);
    } catch (const app::StoreUnavailable& error) {
      needs_.log.write(app::LogLevel::kError, "a denied event could not be audited",
                       {.socket_id = call->socket->id(), .route = call->name, .cause = error.what()});
      call->answer.fail(unavailable());
    }
  };
  if (!needs_.workers.submit(std::move(on_worker))) call->answer.fail(unavailable());
}

}  // namespace callroom::realtime
