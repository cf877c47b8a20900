#include "content_negotiation.hpp"

#include "http/message.hpp"
#include "text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace http {
namespace {

// Weights in thousandths: qvalue has at most three decimals (RFC 9110, section 12.4.2).
constexpr int kFullWeight = 1000;

/// `0`, `0.5`, `1.000`; 0 for anything malformed, which then is not chosen.
int parse_weight(std::string_view text) {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return 0;
  int weight = text[0] == '1' ? kFullWeight : 0;
  if (text.size() == 1) return weight;
  if (text[1] != '.') return 0;
  int scale = kFullWeight / 10;
  for (const char c : text.substr(2)) {
    if (!text::is_digit(c)) return 0;
    weight += (c - '0') * scale;
    scale /= 10;
  }
  return weight <= kFullWeight ? weight : 0;
}

int weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = text::trim(text::take_until(parameters, ';'));
    if (parameter.size() > 2 && iequals(parameter.substr(0, 2), "q=")) return parse_weight(parameter.substr(2));
  }
  return kFullWeight;
}

/// The weight that the field gives to a coding; `otherwise` if neither it nor `*` is named.
int weight_in(std::string_view field, std::string_view coding, int otherwise) {
  int any = otherwise;
  while (!field.empty()) {
    std::string_view parameters = text::take_until(field, ',');
    const auto name = text::trim(text::take_until(parameters, ';'));
    if (iequals(name, coding)) return weight_of(parameters);
    if (name == "*") any = weight_of(parameters);
  }
  return any;
}

constexpr std::array kTypes{
    std::pair{std::string_view{"html"}, std::string_view{"text/html; charset=utf-8"}},
    std::pair{std::string_view{"js"}, std::string_view{"text/javascript; charset=utf-8"}},
    std::pair{std::string_view{"mjs"}, std::string_view{"text/javascript; charset=utf-8"}},
    std::pair{std::string_view{"css"}, std::string_view{"text/css; charset=utf-8"}},
    std::pair{std::string_view{"json"}, std::string_view{"application/json"}},
    std::pair{std::string_view{"map"}, std::string_view{"application/json"}},
    std::pair{std::string_view{"webmanifest"}, std::string_view{"application/manifest+json"}},
    std::pair{std::string_view{"txt"}, std::string_view{"text/plain; charset=utf-8"}},
    std::pair{std::string_view{"svg"}, std::string_view{"image/svg+xml"}},
    std::pair{std::string_view{"png"}, std::string_view{"image/png"}},
    std::pair{std::string_view{"jpg"}, std::string_view{"image/jpeg"}},
    std::pair{std::string_view{"jpeg"}, std::string_view{"image/jpeg"}},
    std::pair{std::string_view{"webp"}, std::string_view{"image/webp"}},
    std::pair{std::string_view{"ico"}, std::string_view{"image/x-icon"}},
    std::pair{std::string_view{"woff2"}, std::string_view{"font/woff2"}},
    std::pair{std::string_view{"woff"}, std::string_view{"font/woff"}},
    std::pair{std::string_view{"wasm"}, std::string_view{"application/wasm"}},
    std::pair{std::string_view{"mp3"}, std::string_view{"audio/mpeg"}},
    std::pair{std::string_view{"ogg"}, std::string_view{"audio/ogg"}},
    std::pair{std::string_view{"xml"}, std::string_view{"application/xml"}},
    std::pair{std::string_view{"pdf"}, std::string_view{"application/pdf"}},
};

}  // namespace

Coding choose_coding(std::optional<std::string_view> accept_encoding, Available available) {
  if (!accept_encoding) return Coding::kIdentity;
  const int brotli = available.brotli ? weight_in(*accept_encoding, "br", 0) : 0;
  // x-gzip is the old name for it (RFC 9110, section 8.4.1.3).
  const int gzip =
      available.gzip ? std::max(weight_in(*accept_encoding, "gzip", 0), weight_in(*accept_encoding, "x-gzip", 0)) : 0;
  // Identity is acceptable unless excluded; unnamed it yields to anything that was asked for.
  const int identity = weight_in(*accept_encoding, "identity", 1);
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return Coding::kBrotli;
  if (gzip > 0 && gzip >= identity) return Coding::kGzip;
  return Coding::kIdentity;
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  // Our tags hold no comma, so that splitting at commas cannot make one of two halves.
  while (!if_none_match.empty()) {
    auto tag = text::trim(text::take_until(if_none_match, ','));
    if (tag == "*") return true;
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

std::string_view content_type(std::string_view file_name) {
  const auto dot = file_name.rfind('.');
  if (dot != std::string_view::npos) {
    for (const auto& [extension, type] : kTypes) {
      if (iequals(file_name.substr(dot + 1), extension)) return type;
    }
  }
  return "application/octet-stream";
}

}  // namespace http
