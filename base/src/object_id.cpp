#include "base/object_id.hpp"

#include "base/random.hpp"

#include <array>
#include <atomic>
#include <cstdint>

namespace base {
namespace {

constexpr std::uint64_t kCounterMask = 0xFFFFFF;      // 3 bytes
constexpr std::uint64_t kProcessMask = 0xFFFFFFFFFF;  // 5 bytes

std::uint64_t random_u64() {
  std::array<std::uint8_t, 8> bytes{};
  random_bytes(bytes);
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = (value << 8) | byte;
  return value;
}

void append_hex(std::string& out, std::uint64_t value, int bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (int shift = bytes * 8 - 4; shift >= 0; shift -= 4) out.push_back(kHex[(value >> shift) & 0x0F]);
}

}  // namespace

ObjectId ObjectId::generate(WallTime now) {
  static const std::uint64_t process = random_u64() & kProcessMask;
  static std::atomic<std::uint64_t> counter{random_u64() & kCounterMask};
  const auto seconds = std::chrono::duration_cast<Seconds>(now.time_since_epoch()).count();
  std::string hex;
  hex.reserve(kHexDigits);
  append_hex(hex, static_cast<std::uint64_t>(seconds), 4);
  append_hex(hex, process, 5);
  append_hex(hex, counter.fetch_add(1) & kCounterMask, 3);
  return ObjectId{std::move(hex)};
}

std::optional<ObjectId> ObjectId::parse(std::string_view text) {
  if (text.size() != kHexDigits) return std::nullopt;
  std::string hex;
  hex.reserve(kHexDigits);
  for (const char c : text) {
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')) {
      hex.push_back(c);
    } else if (c >= 'A' && c <= 'F') {
      hex.push_back(static_cast<char>(c - 'A' + 'a'));
    } else {
      return std::nullopt;
    }
  }
  return ObjectId{std::move(hex)};
}

}  // namespace base
