#pragma once

#include <memory>
#include <span>
#include <string_view>

#include <sys/types.h>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace load {

/// What all TLS connections of a load share: TLS 1.3, whole handshakes, and no look at the server's certificate, which
/// the bench has made itself.
class TlsContext {
 public:
  /// Throws std::runtime_error if OpenSSL has no such context to give.
  TlsContext();

 private:
  friend class TlsStream;
  struct Free {
    void operator()(SSL_CTX* context) const noexcept;
  };
  std::unique_ptr<SSL_CTX, Free> context_;
};

/// TLS over a connected socket that does not block; used like the socket's own system calls.
class TlsStream {
 public:
  TlsStream(const TlsContext& context, int socket);

  /// kReading, kWriting: to be called again when the socket is ready for that.
  enum class Handshake { kDone, kReading, kWriting, kFailed };
  [[nodiscard]] Handshake handshake() noexcept;

  /// As recv(2) and send(2): bytes moved, 0 at the end, or -1 with errno (EAGAIN: not now).
  [[nodiscard]] ssize_t receive(std::span<char> bytes) noexcept;
  [[nodiscard]] ssize_t send(std::string_view bytes) noexcept;
  /// Something has been taken from the socket already that receive() has not given yet: polling would not tell of it.
  [[nodiscard]] bool has_more() const noexcept;

 private:
  struct Free {
    void operator()(SSL* stream) const noexcept;
  };
  [[nodiscard]] ssize_t failure(int result) const noexcept;

  std::unique_ptr<SSL, Free> ssl_;
};

}  // namespace load
