#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace base {

/// Fills `out` from the kernel's random source (getrandom(2)). Throws std::system_error if the kernel has none.
void random_bytes(std::span<std::uint8_t> out);

/// `count` random bytes (at most 256) as base64url without padding: session ids, request ids. 15 bytes give 20
/// characters. A process that forked without exec would give the same ones as its parent.
[[nodiscard]] std::string random_token(std::size_t count);

/// A random UUID, version 4 (RFC 9562, section 5.4), lower case with dashes.
[[nodiscard]] std::string uuid_v4();

}  // namespace base
