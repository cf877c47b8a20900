#include "header_gate.hpp"

#include "http/message.hpp"
#include "text.hpp"

#include <algorithm>

namespace http {
namespace {

// 19 digits always fit an unsigned 64-bit number.
constexpr std::size_t kMaxLengthDigits = 19;

enum class Version : std::uint8_t { k10, k11 };

/// Cuts one line off; nullopt when it does not end with CRLF or holds another CR.
std::optional<std::string_view> take_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
  const auto line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  if (line.find('\r') != std::string_view::npos) return std::nullopt;
  return line;
}

bool is_target(std::string_view method, std::string_view target) {
  if (target == "*") return method == "OPTIONS";
  // Absolute-form is for proxies and authority-form for CONNECT; this is neither (RFC 9112, section 3.2). A fragment
  // is never sent.
  return target.starts_with('/') &&
         std::all_of(target.begin(), target.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '#'; });
}

std::optional<HeadFault> check_request_line(std::string_view line, Version& version) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return HeadFault::kRequestLine;
  const auto method = line.substr(0, first);
  const auto target = line.substr(first + 1, last - first - 1);
  const auto protocol = line.substr(last + 1);
  if (!text::is_token(method)) return HeadFault::kRequestLine;
  if (!protocol.starts_with("HTTP/")) return HeadFault::kRequestLine;
  if (protocol != "HTTP/1.1" && protocol != "HTTP/1.0") return HeadFault::kVersion;
  version = protocol.back() == '1' ? Version::k11 : Version::k10;
  return is_target(method, target) ? std::nullopt : std::optional{HeadFault::kTarget};
}

/// uri-host [":" port] by its characters (RFC 3986, section 3.2.2): enough to keep list separators, white space, paths
/// and user names out.
bool is_host(std::string_view value) {
  return !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
    return text::is_alpha(c) || text::is_digit(c) ||
           std::string_view{"-._~%!$&'()*+;=:[]"}.find(c) != std::string_view::npos;
  });
}

bool is_length(std::string_view value) {
  return !value.empty() && value.size() <= kMaxLengthDigits && std::all_of(value.begin(), value.end(), text::is_digit);
}

/// What the framing rules need to remember from line to line.
struct Seen {
  Version version = Version::k11;
  std::size_t fields = 0;
  std::size_t hosts = 0;
  std::size_t lengths = 0;
  std::size_t encodings = 0;
};

std::optional<HeadFault> check_field(std::string_view line, Seen& seen) {
  if (line.front() == ' ' || line.front() == '\t') return HeadFault::kFolding;
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !text::is_token(line.substr(0, colon))) return HeadFault::kFieldLine;
  const auto name = line.substr(0, colon);
  const auto value = text::trim(line.substr(colon + 1));
  if (!text::is_value(value)) return HeadFault::kControlCharacter;
  if (++seen.fields > kMaxFields) return HeadFault::kTooManyFields;
  if (iequals(name, "Host") && (++seen.hosts > 1 || !is_host(value))) return HeadFault::kHost;
  if (iequals(name, "Content-Length") && (++seen.lengths > 1 || !is_length(value))) return HeadFault::kContentLength;
  if (iequals(name, "Transfer-Encoding") &&
      (++seen.encodings > 1 || !iequals(value, "chunked") || seen.version == Version::k10)) {
    return HeadFault::kTransferEncoding;
  }
  return std::nullopt;
}

}  // namespace

std::string_view describe(HeadFault fault) noexcept {
  switch (fault) {
    case HeadFault::kRequestLine:
      return "malformed request line";
    case HeadFault::kVersion:
      return "HTTP version not supported";
    case HeadFault::kTarget:
      return "malformed request target";
    case HeadFault::kFieldLine:
      return "malformed header field";
    case HeadFault::kFolding:
      return "folded header field";
    case HeadFault::kControlCharacter:
      return "control character in a header field";
    case HeadFault::kTooManyFields:
      return "too many header fields";
    case HeadFault::kHost:
      return "missing, repeated or malformed Host";
    case HeadFault::kContentLength:
      return "repeated or malformed Content-Length";
    case HeadFault::kTransferEncoding:
      return "Transfer-Encoding not supported";
  }
  return "bad request";
}

unsigned status_of(HeadFault fault) noexcept {
  if (fault == HeadFault::kVersion) return 505;
  return fault == HeadFault::kTooManyFields ? 431 : 400;
}

std::optional<HeadFault> check_head(std::string_view head) {
  const auto request_line = take_line(head);
  if (!request_line) return HeadFault::kRequestLine;
  Seen seen;
  if (const auto fault = check_request_line(*request_line, seen.version)) return fault;
  while (true) {
    const auto line = take_line(head);
    if (!line) return HeadFault::kFieldLine;
    if (line->empty()) break;
    if (const auto fault = check_field(*line, seen)) return fault;
  }
  if (!head.empty()) return HeadFault::kFieldLine;
  if (seen.version == Version::k11 && seen.hosts == 0) return HeadFault::kHost;
  if (seen.encodings > 0 && seen.lengths > 0) return HeadFault::kTransferEncoding;
  return std::nullopt;
}

}  // namespace http
