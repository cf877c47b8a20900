#pragma once

#include "http/handler.hpp"

#include <sys/uio.h>
#include <cstddef>
#include <cstdint>
#include <span>

namespace engineio::transports {

/// A connection that was taken over, as a descriptor that never blocks, plain or TLS. One thread.
class Wire {
 public:
  enum class Outcome : std::uint8_t {
    kMoved,    ///< `bytes` of them.
    kBlocked,  ///< Not now.
    kEnd,      ///< The peer has ended the connection.
    kFailed,
  };
  struct Moved {
    Outcome outcome = Outcome::kFailed;
    std::size_t bytes = 0;
  };

  /// Takes the socket out of its io_context.
  explicit Wire(http::Takeover& takeover);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
  [[nodiscard]] bool is_open() const noexcept { return descriptor_ >= 0; }
  [[nodiscard]] bool is_secure() const noexcept { return ssl_ != nullptr; }

  [[nodiscard]] Moved read(std::span<char> area) noexcept;
  /// As much as goes. After kBlocked the next call must begin with the same bytes, as many or more (TLS).
  [[nodiscard]] Moved write(std::span<const iovec> parts) noexcept;
  /// Says that nothing more will come from us: close_notify, then FIN.
  void end_sending() noexcept;
  void close() noexcept;

 private:
  [[nodiscard]] Moved write_secure(std::span<const iovec> parts) noexcept;
  [[nodiscard]] Moved judge(int result, std::size_t bytes) const noexcept;

  int descriptor_ = -1;
  http::SslHandle ssl_;  // null: plain
};

}  // namespace engineio::transports
