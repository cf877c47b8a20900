#pragma once

#include "engineio/socket.hpp"
#include "socketio/payload.hpp"
#include "socketio/protocol/packet.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::rooms {

/// What an Engine.IO session sends as one unit: the text, then the attachments.
using Unit = std::vector<engineio::Message>;
[[nodiscard]] Unit to_unit(protocol::Encoded encoded);
[[nodiscard]] Unit to_unit(std::string text);

/// An event encoded once; every socket that gets it shares these bytes.
struct OutgoingEvent {
  Unit unit;
  std::string offset;     ///< Empty: not for recovery (volatile, with an ack, or recovery is off).
  std::size_t bytes = 0;  ///< Of all messages together.
};
using SharedEvent = std::shared_ptr<const OutgoingEvent>;

/// Connection state recovery: do events carry an offset?
enum class Offsets : std::uint8_t { kNone, kAppended };

/// Encodes events and numbers them. One for a server: an offset names one event among all that a socket may get.
class EventEncoder {
 public:
  explicit EventEncoder(Offsets offsets) : offsets_(offsets) {}

  [[nodiscard]] SharedEvent encode(std::string_view nsp, std::string_view name, const Payload& args,
                                   engineio::Delivery delivery);
  [[nodiscard]] static SharedEvent encode_with_ack(std::string_view nsp, std::string_view name, const Payload& args,
                                                   std::uint64_t id);

 private:
  const Offsets offsets_;
  std::atomic<std::uint64_t> next_offset_{0};
};

}  // namespace socketio::rooms
