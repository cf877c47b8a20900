#pragma once

#include "session/send_queue.hpp"
#include "websocket/frame.hpp"

#include <sys/uio.h>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace engineio::transports {

/// Frames on their way into a socket, as parts that one system call can gather: each a head of a few bytes, then the
/// message's own, shared bytes. Holds no memory while empty.
class Outbox {
 public:
  /// What one system call is given at most; far below the kernel's own limit (IOV_MAX, 1024), and plenty: a socket that
  /// has more behind these is not waiting for us.
  static constexpr std::size_t kMaxParts = 64;
  using Parts = std::array<iovec, kMaxParts>;

  /// A packet, in a frame of its own: text behind its type's digit, binary as it is.
  void push(session::OutPacket packet);
  /// Bytes as they are: a control frame, the answer to the handshake.
  void push_raw(std::string bytes);

  [[nodiscard]] bool empty() const noexcept { return first_ == frames_.size(); }
  /// The front. Valid until the next call of anything else.
  [[nodiscard]] std::span<const iovec> gather(Parts& parts) const noexcept;
  /// `bytes` of the front have been written.
  void written(std::size_t bytes) noexcept;
  void clear() noexcept;

 private:
  struct Frame {
    std::shared_ptr<const std::string> data;  // null: nothing behind the head
    std::uint8_t head_size = 0;
    std::array<char, websocket::kMaxServerHead + 1> head{};  // and the digit

    [[nodiscard]] std::size_t size() const noexcept { return head_size + (data ? data->size() : 0); }
  };

  std::vector<Frame> frames_;
  std::size_t first_ = 0;    // those before it are written
  std::size_t written_ = 0;  // bytes of that one
};

}  // namespace engineio::transports
