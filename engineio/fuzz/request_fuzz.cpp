// Query strings, in every circumstance.
#include "engineio/protocol/request.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace engineio::protocol;
  const auto query = parse_query({reinterpret_cast<const char*>(data), size});
  if (!query) return 0;
  for (const auto* method : {"GET", "POST", "PUT"}) {
    for (const Carrier carrier : {Carrier::kHttp, Carrier::kWebSocketUpgrade}) {
      for (const Sid sid : {Sid::kAbsent, Sid::kKnown, Sid::kUnknown}) {
        const auto result = route(method, *query, carrier, sid);
        if (!result) static_cast<void>(body_of(result.error()));
      }
    }
  }
  return 0;
}
