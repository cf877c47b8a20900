#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace callroom::vault {

/// 256 bits for AES-256 or HMAC-SHA-256. Wiped when it goes; `bytes()` is the one way in.
class Key {
 public:
  static constexpr std::size_t kBytes = 32;

  /// From the kernel's random source.
  [[nodiscard]] static Key random();
  /// nullopt unless there are exactly kBytes of them.
  [[nodiscard]] static std::optional<Key> of(std::string_view bytes);

  Key(const Key&) = default;
  Key& operator=(const Key&) = default;
  ~Key();

  [[nodiscard]] std::string_view bytes() const noexcept {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }

 private:
  Key() = default;

  std::array<std::uint8_t, kBytes> bytes_{};
};

}  // namespace callroom::vault
