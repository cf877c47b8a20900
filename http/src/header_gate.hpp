#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace http {

/// Why a request head is refused. Every one of them is something that two HTTP implementations have been seen to read
/// in two ways, which is what request smuggling lives on (RFC 9112, section 11.2).
enum class HeadFault : std::uint8_t {
  kRequestLine,       ///< Not `method SP target SP version CRLF`.
  kVersion,           ///< Neither HTTP/1.0 nor HTTP/1.1.
  kTarget,            ///< Not an absolute path (or `*` for OPTIONS), or a character that has no place in it.
  kFieldLine,         ///< Not `token: value`: white space before the colon, a bare CR or LF, an empty name.
  kFolding,           ///< A continuation line (obs-fold, RFC 9112, section 5.2).
  kControlCharacter,  ///< NUL or another control in a value.
  kTooManyFields,
  kHost,              ///< Missing under HTTP/1.1, there twice, or no host.
  kContentLength,     ///< There twice, or not plain decimal digits.
  kTransferEncoding,  ///< Anything but exactly `chunked`, once, under HTTP/1.1, without Content-Length.
};

/// A sentence for the answer.
[[nodiscard]] std::string_view describe(HeadFault fault) noexcept;
/// The status to answer with: 400, 431 for too many fields, 505 for the version.
[[nodiscard]] unsigned status_of(HeadFault fault) noexcept;

/// More than any browser or client library sends, few enough that looking one up stays cheap.
inline constexpr std::size_t kMaxFields = 100;

/// Reads a whole request head, from the request line to the empty line's CRLF. It works on the raw bytes because Boost
/// 1.81's parser unfolds continuation lines, forgets duplicates and lets an unknown Transfer-Encoding pass (and then
/// frames the body by Content-Length). Pure.
[[nodiscard]] std::optional<HeadFault> check_head(std::string_view head);

}  // namespace http
