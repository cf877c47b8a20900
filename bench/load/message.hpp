#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace load {

/// Bytes of an offer and of a candidate as Socket.IO packets in Engine.IO messages; what browsers send, with a data
/// channel, audio and video. The mix of a call is one offer (or answer) to ten candidates.
inline constexpr std::size_t kOfferBytes = 2668;
inline constexpr std::size_t kCandidateBytes = 276;
inline constexpr unsigned kMessagesPerOffer = 11;

/// How a message travels: in a masked WebSocket frame, or as it is, among others in a polling request.
enum class Framing { kWebSocket, kPlain };

/// One relay event, framed once. Before each send its number is written into it: the receiver finds the number again,
/// whatever the server did to the order of the members.
class Message {
 public:
  enum class Kind { kOffer, kAnswer, kCandidate };

  /// `to` is the addressee's socket id. The packet gets as long as its kind's usual size, however long the ids are.
  Message(Kind kind, std::string_view to, std::string_view room, Framing framing = Framing::kWebSocket);

  /// The frame, carrying `number`; valid until the next call.
  [[nodiscard]] std::string_view with(std::uint64_t number) noexcept;

 private:
  Framing framing_;
  std::string frame_;
  std::size_t payload_ = 0;
  std::size_t digits_;
};

/// The number that a relayed packet carries; nullopt if it carries none.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view packet) noexcept;

}  // namespace load
