// A client's bytes, in pieces: the first byte says how long they are. However they are cut, the events are the same, and
// nothing longer than the limit comes out.
#include "websocket/reader.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using engineio::websocket::Event;

constexpr std::size_t kMaxMessage = 300;

std::string read(const std::uint8_t* data, std::size_t size, std::size_t piece_size) {
  engineio::websocket::Reader reader(kMaxMessage);
  std::string story;
  for (std::size_t at = 0; at < size;) {
    const std::size_t count = std::min(piece_size, size - at);
    std::vector<char> piece(data + at, data + at + count);
    at += count;
    std::span<char> input(piece);
    for (Event event = reader.next(input); event.kind != Event::Kind::kNeedMore; event = reader.next(input)) {
      if (event.data.size() > kMaxMessage) std::abort();
      story += static_cast<char>('a' + static_cast<int>(event.kind));
      story += event.data;
      story += std::to_string(event.code.value_or(0));
      if (event.kind == Event::Kind::kClose || event.kind == Event::Kind::kFault) return story;
    }
    if (!input.empty()) std::abort();
  }
  return story;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t piece_size = data[0] + std::size_t{1};
  if (read(data + 1, size - 1, piece_size) != read(data + 1, size - 1, size)) std::abort();
  return 0;
}
