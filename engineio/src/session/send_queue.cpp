#include "session/send_queue.hpp"

#include "engineio/protocol/payload.hpp"

#include <utility>

namespace engineio::session {
namespace {

// An OutPacket, and the control block and string header that an unshared payload brings with it.
constexpr std::size_t kPacketOverhead = 64;

protocol::Packet view_of(const OutPacket& packet) { return {packet.type, packet.kind, packet.bytes()}; }

}  // namespace

std::size_t cost_of(const OutPacket& packet) noexcept { return packet.bytes().size() + kPacketOverhead; }

void SendQueue::push(OutPacket packet) {
  cost_ += cost_of(packet);
  packets_.push_back(std::move(packet));
}

std::vector<OutPacket> SendQueue::take_all() {
  cost_ = 0;
  return std::exchange(packets_, {});
}

std::string SendQueue::take_payload(std::size_t limit) {
  std::size_t count = 0;
  std::size_t size = 0;
  while (count < packets_.size()) {
    const std::size_t more = protocol::encoded_size(view_of(packets_[count]));
    if (count > 0 && size + more > limit) {
      break;
    }
    size += more;
    ++count;
  }
  std::string payload;
  payload.reserve(size);
  for (std::size_t i = 0; i < count; ++i) {
    protocol::append_packet(payload, view_of(packets_[i]));
    cost_ -= cost_of(packets_[i]);
  }
  if (count == packets_.size()) {
    packets_ = {};
  } else {
    packets_.erase(packets_.begin(), packets_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return payload;
}

void SendQueue::clear() {
  packets_ = {};
  cost_ = 0;
}

}  // namespace engineio::session
