#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace callroom::vault {

/// Associated data of several parts, each behind its length (32 bits, big-endian): no two lists give the same bytes.
[[nodiscard]] inline std::string associated(std::initializer_list<std::string_view> parts) {
  std::string bytes;
  for (const auto part : parts) {
    const auto size = static_cast<std::uint32_t>(part.size());
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(size >> shift);
    bytes += part;
  }
  return bytes;
}

}  // namespace callroom::vault
