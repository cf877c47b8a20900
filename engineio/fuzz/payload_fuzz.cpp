// Bodies of POSTs, and WebSocket frames: read to the end, and written again.
#include "engineio/protocol/payload.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engineio::protocol;
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  static_cast<void>(decode_frame(FrameKind::kText, bytes));
  static_cast<void>(decode_frame(FrameKind::kBinary, bytes));
  PayloadReader reader(bytes);
  while (const auto packet = reader.next()) {
    if (packet->has_error()) break;
    std::string payload;
    append_packet(payload, **packet);
    if (payload.size() + 1 != encoded_size(**packet)) std::abort();
  }
  return 0;
}
