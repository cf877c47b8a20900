#pragma once

#include "engineio/socket.hpp"
#include "socketio/json_view.hpp"
#include "socketio/payload.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace socketio {

using engineio::Delivery;

/// Why a socket left its namespace. The texts are those that Socket.IO servers in the field use.
enum class DisconnectReason : std::uint8_t {
  kClientNamespaceDisconnect,  ///< "client namespace disconnect": the peer left on purpose.
  kServerNamespaceDisconnect,  ///< "server namespace disconnect": disconnect() was called.
  kTransportClose,             ///< "transport close"
  kTransportError,             ///< "transport error"
  kPingTimeout,                ///< "ping timeout"
  kParseError,                 ///< "parse error"
  kSlowConsumer,               ///< "slow consumer"
  kServerShutdown,             ///< "server shutting down"
};
[[nodiscard]] std::string_view to_string(DisconnectReason reason) noexcept;

/// Answers one event's ack, once; a second call is ignored. Empty when the peer asked for none. Any thread.
using AckSender = std::function<void(Payload)>;
/// The peer's answer to an emit with ack, or nullopt when it did not come in time or the socket went away.
using AckReceiver = std::function<void(std::optional<Payload>)>;

/// One event as received. `name` is unescaped; `args` holds the JSON array of the arguments *after* the name.
struct Event {
  std::string_view name;
  Payload args;
  AckSender ack;
};

/// The same before anything is copied: it points into the message that brought it, and is valid during the call only.
struct EventView {
  std::string_view name;
  std::string_view args;          ///< Without the brackets of their array; empty: there are none.
  std::optional<JsonKind> first;  ///< The first argument's kind; nullopt: there is none.
  /// What the first argument has, if it is an object; in its order.
  std::span<const JsonMember> members;
  std::span<const std::shared_ptr<const std::string>> attachments;
  AckSender ack;

  /// The length of Event::args.json: what an array of the arguments takes.
  [[nodiscard]] std::size_t json_size() const { return args.size() + sizeof "[]" - 1; }
};

/// One connection to one namespace. Methods are safe from any thread unless said otherwise.
class Socket {
 public:
  virtual ~Socket() = default;

  /// Socket id: unguessable, never the Engine.IO sid, kept across a connection state recovery.
  [[nodiscard]] virtual const std::string& id() const = 0;
  [[nodiscard]] virtual const std::string& nsp() const = 0;
  [[nodiscard]] virtual boost::asio::any_io_executor executor() const = 0;
  /// True when this connection continued an earlier one (same id, same rooms, missed packets replayed).
  [[nodiscard]] virtual bool recovered() const = 0;
  /// When the peer was last heard of. From executor() only.
  [[nodiscard]] virtual base::WallTime last_heard() const = 0;

  /// What the middleware attached (the identity of a token, say); survives recovery. Constant after connection.
  [[nodiscard]] virtual const std::shared_ptr<const void>& attachment() const = 0;

  /// `args.json` is a JSON array without the event's name: emit("hello", {R"(["world"])", {}}). Valid JSON is the
  /// caller's duty; std::invalid_argument when it is visibly no array. After a recovery it goes to the new connection,
  /// whichever of the two Socket objects is asked; while the peer is away it is kept for it (unless kVolatile).
  virtual void emit(std::string_view event, const Payload& args, Delivery delivery = Delivery::kReliable) = 0;
  /// The same with arguments in pieces, which are put together in the outgoing message and nowhere else: one after
  /// another they are what stands between the brackets of the arguments' array. False: the socket is gone for good;
  /// nothing was sent, and nothing is kept for it.
  virtual bool emit_pieces(std::string_view event, std::span<const std::string_view> pieces,
                           std::span<const std::shared_ptr<const std::string>> attachments,
                           Delivery delivery = Delivery::kReliable) = 0;
  /// `receiver` runs once on executor(). Bound to this very connection: nullopt if that is lost.
  virtual void emit_with_ack(std::string_view event, const Payload& args, std::chrono::milliseconds timeout,
                             AckReceiver receiver) = 0;

  /// Rooms survive a recovery. An empty name is ignored.
  virtual void join(const std::string& room) = 0;
  virtual void leave(const std::string& room) = 0;

  /// Leaves the namespace (DISCONNECT to the peer); on_disconnect() follows on executor(), no event comes before it.
  /// With `CloseConnection::kYes` the Engine.IO session ends too.
  enum class CloseConnection : std::uint8_t { kNo, kYes };
  virtual void disconnect(CloseConnection close) = 0;
};

}  // namespace socketio
