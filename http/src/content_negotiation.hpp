#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace http {

enum class Coding : std::uint8_t { kIdentity, kGzip, kBrotli };

/// The forms that a file exists in; identity always does.
struct Available {
  bool brotli = false;
  bool gzip = false;
};

/// The form to send (RFC 9110, section 12.5.3): the acceptable one with the highest weight, the smaller one if weights
/// are equal. Without a field, or when nothing that exists is acceptable, the file as it is.
[[nodiscard]] Coding choose_coding(std::optional<std::string_view> accept_encoding, Available available);

/// Whether If-None-Match names `etag` (weak comparison, RFC 9110, section 13.1.2).
[[nodiscard]] bool etag_matches(std::string_view if_none_match, std::string_view etag);

/// The media type for a file name by its extension; application/octet-stream for an unknown one.
[[nodiscard]] std::string_view content_type(std::string_view file_name);

}  // namespace http
