#pragma once

#include "engineio/socket.hpp"
#include "socketio/payload.hpp"
#include "socketio/protocol/packet.hpp"

#include <atomic>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace socketio::rooms {

using Attachments = std::span<const std::shared_ptr<const std::string>>;

/// What an Engine.IO session sends as one unit: the text, then the attachments, which few have.
using Unit = boost::container::small_vector<engineio::Message, 1>;
[[nodiscard]] Unit to_unit(protocol::Encoded encoded);
[[nodiscard]] Unit to_unit(std::string text);

/// An event encoded once; every socket that gets it shares these bytes.
struct OutgoingEvent {
  std::string text;
  std::vector<std::shared_ptr<const std::string>> attachments;
  std::string offset;     ///< Empty: not for recovery (volatile, with an ack, or recovery is off).
  std::size_t bytes = 0;  ///< Of all messages together.
};
using SharedEvent = std::shared_ptr<const OutgoingEvent>;
[[nodiscard]] Unit to_unit(const SharedEvent& event);

/// Connection state recovery: do events carry an offset?
enum class Offsets : std::uint8_t { kNone, kAppended };

/// Encodes events and numbers them. One for a server: an offset names one event among all that a socket may get.
class EventEncoder {
 public:
  explicit EventEncoder(Offsets offsets) : offsets_(offsets) {}

  /// `pieces`, one after another: the arguments, without the brackets of their array.
  [[nodiscard]] SharedEvent encode(std::string_view nsp, std::string_view name,
                                   std::span<const std::string_view> pieces, Attachments attachments,
                                   engineio::Delivery delivery);
  [[nodiscard]] SharedEvent encode(std::string_view nsp, std::string_view name, const Payload& args,
                                   engineio::Delivery delivery);
  [[nodiscard]] static SharedEvent encode_with_ack(std::string_view nsp, std::string_view name, const Payload& args,
                                                   std::uint64_t id);

 private:
  const Offsets offsets_;
  std::atomic<std::uint64_t> next_offset_{0};
};

}  // namespace socketio::rooms
