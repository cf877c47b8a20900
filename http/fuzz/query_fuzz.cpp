// Percent-decoding, query strings and the header lists that decide what is sent.
#include "content_negotiation.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto decoded = http::percent_decode(text);
  if (decoded) require(decoded->size() <= size);
  if (text.find('%') == std::string_view::npos) require(decoded == text);
  for (const std::string_view key : {"EIO", "transport", "sid", "a", ""}) {
    if (const auto value = http::query_value(text, key)) require(value->size() <= size);
  }
  require(http::choose_coding(text, {}) == http::Coding::kIdentity);
  static_cast<void>(http::choose_coding(text, {.brotli = true, .gzip = true}));
  // A list is cut at its commas, so that none of its members can be a tag with one; only `*` matches every tag.
  if (text.find('*') == std::string_view::npos) require(!http::etag_matches(text, "\"a,b\""));
  http::Headers headers;
  headers.add("Connection", std::string{text});
  require(!headers.has_token("Connection", "a,b"));
  return 0;
}
