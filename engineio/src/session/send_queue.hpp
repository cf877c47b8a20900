#pragma once

#include "engineio/protocol/packet.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engineio::session {

/// A packet on its way out. Its bytes are shared with every other session it goes to; null means empty.
struct OutPacket {
  protocol::PacketType type = protocol::PacketType::kMessage;
  protocol::FrameKind kind = protocol::FrameKind::kText;
  std::shared_ptr<const std::string> data;

  [[nodiscard]] std::string_view bytes() const noexcept { return data ? std::string_view{*data} : std::string_view{}; }
};

/// What a packet counts as against a queue's bound: its bytes, and what it costs us to hold even an empty one.
[[nodiscard]] std::size_t cost_of(const OutPacket& packet) noexcept;

/// Packets waiting for their carrier, first in first out. Holds no memory while empty: most sessions mostly wait.
class SendQueue {
 public:
  void push(OutPacket packet);
  [[nodiscard]] bool empty() const noexcept { return packets_.empty(); }
  /// Sum of cost_of().
  [[nodiscard]] std::size_t cost() const noexcept { return cost_; }

  /// Everything, for a carrier that takes packets one by one.
  [[nodiscard]] std::vector<OutPacket> take_all();
  /// The front of the queue as one HTTP body of at most `limit` bytes, but at least one packet.
  [[nodiscard]] std::string take_payload(std::size_t limit);
  void clear();

 private:
  std::vector<OutPacket> packets_;
  std::size_t cost_ = 0;
};

}  // namespace engineio::session
