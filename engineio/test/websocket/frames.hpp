#pragma once

#include "websocket/frame.hpp"

#include <string>
#include <string_view>

namespace engineio::websocket {

enum class Fin : bool { kNo, kYes };

/// A client's frame, as a client would write it; shares no code with the reader.
inline std::string client_frame(Opcode opcode, std::string_view payload, Fin fin = Fin::kYes,
                                std::string_view mask = "\x12\x34\x56\x78") {
  std::string out;
  out += static_cast<char>((fin == Fin::kYes ? 0x80 : 0) | static_cast<int>(opcode));
  const std::size_t size = payload.size();
  if (size < 126) {
    out += static_cast<char>(0x80 | size);
  } else if (size < 65'536) {
    out += static_cast<char>(0x80 | 126);
    for (int shift = 8; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift & 0xFF);
  } else {
    out += static_cast<char>(0x80 | 127);
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift & 0xFF);
  }
  out += mask;
  for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(payload[i] ^ mask[i % 4]);
  return out;
}

}  // namespace engineio::websocket
