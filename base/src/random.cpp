#include "base/random.hpp"

#include "base/base64.hpp"

#include <sys/random.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace base {
namespace {

/// Random bytes in advance: a system call for a dozen ids instead of one for each. One thread.
class Drawn {
 public:
  /// getrandom(2) gives up to 256 bytes whole, whatever signal comes.
  static constexpr std::size_t kBytes = 256;

  /// `count` bytes, at most kBytes, that nobody was given before. Valid until the next call.
  [[nodiscard]] std::span<std::uint8_t> take(std::size_t count) {
    if (kBytes - used_ < count) {
      random_bytes(bytes_);
      used_ = 0;
    }
    used_ += count;
    return std::span{bytes_}.subspan(used_ - count, count);
  }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
  std::size_t used_ = kBytes;
};

}  // namespace

void random_bytes(std::span<std::uint8_t> out) {
  while (!out.empty()) {
    const ssize_t got = ::getrandom(out.data(), out.size(), 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), "getrandom");
    }
    out = out.subspan(static_cast<std::size_t>(got));
  }
}

std::string random_token(std::size_t count) {
  thread_local Drawn drawn;
  if (count > Drawn::kBytes) throw std::invalid_argument("random_token: too many bytes");
  const auto bytes = drawn.take(count);
  std::string token = base64url_encode({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  ::explicit_bzero(bytes.data(), bytes.size());  // A token that was given away is nowhere else.
  return token;
}

std::string uuid_v4() {
  std::array<std::uint8_t, 16> bytes{};
  random_bytes(bytes);
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);  // version 4
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);  // variant 10
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(kHex[bytes[i] >> 4]);
    text.push_back(kHex[bytes[i] & 0x0F]);
  }
  return text;
}

}  // namespace base
