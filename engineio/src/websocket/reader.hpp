#pragma once

#include "engineio/protocol/packet.hpp"
#include "engineio/protocol/utf8.hpp"
#include "websocket/close.hpp"
#include "websocket/frame.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace engineio::websocket {

/// What a client's bytes amount to.
struct Event {
  enum class Kind : std::uint8_t {
    kNeedMore,  ///< Nothing yet: all of the input is taken.
    kMessage,   ///< `type` and `data`.
    kPing,      ///< `data` is to be sent back.
    kPong,      ///< `data` is what a ping of ours said, if there was one.
    kClose,     ///< `code` is to be echoed; nothing that follows is to be read.
    kFault,     ///< `code` is to be sent; nothing that follows can be read.
  };
  Kind kind = Kind::kNeedMore;
  protocol::FrameKind type = protocol::FrameKind::kText;
  std::string_view data;  ///< Unmasked. In the input or in the reader: valid until the next call.
  std::optional<std::uint16_t> code;
};

/// The receiving side of a WebSocket server (RFC 6455, sections 5 and 8.1), without I/O: bytes in any pieces go in,
/// messages come out whole, whatever fragments they came in, with the control frames between the fragments.
///
/// A frame that lies whole in the input is unmasked in place and not copied. Only a message that is not complete keeps
/// bytes here, no more than have arrived: a length that was merely announced costs nothing.
class Reader {
 public:
  /// A message longer than `max_message` bytes is refused (1009) as soon as a frame's head tells.
  explicit Reader(std::size_t max_message) noexcept : max_message_(max_message) {}

  /// The next event in `input`, which shrinks from the front by what was taken, and is written to (unmasked).
  [[nodiscard]] Event next(std::span<char>& input);

 private:
  enum class Part : std::uint8_t { kHead, kPayload };

  [[nodiscard]] bool take_head(std::span<char>& input, HeadStep& step);
  [[nodiscard]] std::optional<CloseCode> begin_frame();
  [[nodiscard]] Event take_control(std::span<char>& input);
  [[nodiscard]] Event take_data(std::span<char>& input);
  [[nodiscard]] Event control_event(std::string_view payload);
  [[nodiscard]] Event end_message(std::string_view whole);
  [[nodiscard]] std::span<char> take_piece(std::span<char>& input);
  [[nodiscard]] static Event fault(CloseCode code) noexcept;

  const std::size_t max_message_;  // bytes

  FrameHead head_;               // of the frame at hand, once it is complete
  std::uint64_t taken_ = 0;      // bytes of that frame's payload that have come
  Part part_ = Part::kHead;
  bool in_message_ = false;      // a message is begun and its last frame has not ended
  bool message_given_ = false;   // what is in kept_ has been given out
  bool control_given_ = false;   // what is in control_ has been given out
  protocol::FrameKind type_ = protocol::FrameKind::kText;
  protocol::Utf8Check utf8_;
  std::uint8_t head_kept_ = 0;
  std::array<char, FrameHead::kMaxSize> head_bytes_{};  // of a head that is not complete
  std::string kept_;                                    // of a message that is not complete
  std::string control_;                                 // of a control frame that is not complete
};

}  // namespace engineio::websocket
