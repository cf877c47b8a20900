#include "transports/outbox.hpp"

#include <utility>

namespace engineio::transports {
namespace {

// Frames that are written stay where they are until there are so many, that moving the rest up is seldom.
constexpr std::size_t kTidyAfter = 256;

iovec part_of(const char* data, std::size_t size) noexcept {
  return {const_cast<char*>(data), size};  // The kernel only reads it.
}

}  // namespace

void Outbox::push(session::OutPacket packet) {
  Frame frame;
  const bool binary = packet.kind == protocol::FrameKind::kBinary;
  const std::size_t size = packet.bytes().size() + (binary ? 0 : 1);
  const auto opcode = binary ? websocket::Opcode::kBinary : websocket::Opcode::kText;
  std::size_t head = websocket::write_head(std::span{frame.head}.first<websocket::kMaxServerHead>(), opcode, size);
  if (!binary) frame.head[head++] = protocol::type_digit(packet.type);
  frame.head_size = static_cast<std::uint8_t>(head);
  frame.data = std::move(packet.data);
  frames_.push_back(std::move(frame));
}

void Outbox::push_raw(std::string bytes) {
  Frame frame;
  frame.data = std::make_shared<const std::string>(std::move(bytes));
  frames_.push_back(std::move(frame));
}

std::span<const iovec> Outbox::gather(Parts& parts) const noexcept {
  std::size_t count = 0;
  std::size_t skip = written_;
  for (std::size_t at = first_; at < frames_.size() && count + 2 <= parts.size(); ++at) {
    const Frame& frame = frames_[at];
    if (skip < frame.head_size) {
      parts[count++] = part_of(frame.head.data() + skip, frame.head_size - skip);
      skip = 0;
    } else {
      skip -= frame.head_size;
    }
    if (frame.data && skip < frame.data->size()) {
      parts[count++] = part_of(frame.data->data() + skip, frame.data->size() - skip);
    }
    skip = 0;
  }
  return std::span{parts}.first(count);
}

void Outbox::written(std::size_t bytes) noexcept {
  written_ += bytes;
  while (first_ < frames_.size() && written_ >= frames_[first_].size()) {
    written_ -= frames_[first_].size();
    frames_[first_++].data.reset();
  }
  if (empty()) {
    clear();
  } else if (first_ >= kTidyAfter) {
    frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
}

void Outbox::clear() noexcept {
  frames_ = {};
  first_ = written_ = 0;
}

}  // namespace engineio::transports
