#include "socketio/protocol/encoder.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>

namespace socketio::protocol {
namespace {

/// Whitespace of RFC 8259, section 2.
constexpr std::string_view kWhitespace = " \t\n\r";

/// Appends what stands before the JSON.
void add_head(std::string& text, char type, std::size_t attachments, std::string_view nsp,
              std::optional<std::uint64_t> id) {
  text += type;
  if (attachments != 0) {
    text += std::to_string(attachments);
    text += '-';
  }
  if (nsp != kMainNamespace) {
    text += nsp;
    text += ',';
  }
  if (id) text += std::to_string(*id);
}

std::string without_id(PacketType type, std::string_view nsp, std::string_view json) {
  std::string text;
  add_head(text, static_cast<char>('0' + static_cast<int>(type)), 0, nsp, std::nullopt);
  text += json;
  return text;
}

/// Appends `text` as a JSON string. The names of events seldom have anything to escape.
void add_string(std::string& out, std::string_view text) {
  const auto plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  if (!std::all_of(text.begin(), text.end(), plain)) {
    out += json_string(text);
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

}  // namespace

std::string_view inside_array(std::string_view json) {
  const std::size_t first = json.find_first_not_of(kWhitespace);
  if (first == std::string_view::npos) return {};
  const std::size_t last = json.find_last_not_of(kWhitespace);
  if (json[first] != '[' || json[last] != ']' || first == last) {
    throw std::invalid_argument("socketio: arguments are not a JSON array");
  }
  const std::string_view inside = json.substr(first + 1, last - first - 1);
  return inside.find_first_not_of(kWhitespace) == std::string_view::npos ? std::string_view{} : inside;
}

std::string json_string(std::string_view text) {
  return boost::json::serialize(boost::json::value(boost::json::string_view{text.data(), text.size()}));
}

std::string encode_connect(std::string_view nsp, std::string_view json) {
  return without_id(PacketType::kConnect, nsp, json);
}
std::string encode_connect_error(std::string_view nsp, std::string_view json) {
  return without_id(PacketType::kConnectError, nsp, json);
}
std::string encode_disconnect(std::string_view nsp) { return without_id(PacketType::kDisconnect, nsp, ""); }

std::string encode_event_text(std::string_view nsp, std::string_view name, std::span<const std::string_view> pieces,
                              std::size_t attachments, std::optional<std::uint64_t> id, std::string_view offset) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  // Brackets, quotes, commas, and the longest number of attachments and ack id.
  constexpr std::size_t kOther = 64;
  std::string text;
  text.reserve(nsp.size() + name.size() + size + offset.size() + kOther);
  add_head(text, attachments == 0 ? '2' : kBinaryEventDigit, attachments, nsp, id);
  text += '[';
  add_string(text, name);
  if (size != 0) text += ',';
  for (const std::string_view piece : pieces) text += piece;
  if (!offset.empty()) {
    text += ',';
    add_string(text, offset);
  }
  text += ']';
  return text;
}

Encoded encode_event(std::string_view nsp, std::string_view name, const Payload& args, std::optional<std::uint64_t> id,
                     std::string_view offset) {
  const std::string_view inside = inside_array(args.json);
  return {encode_event_text(nsp, name, {&inside, 1}, args.attachments.size(), id, offset), args.attachments};
}

Encoded encode_ack(std::string_view nsp, const Payload& args, std::uint64_t id) {
  const std::string_view inside = inside_array(args.json);
  Encoded out;
  add_head(out.text, args.attachments.empty() ? '3' : kBinaryAckDigit, args.attachments.size(), nsp, id);
  out.text += '[';
  out.text += inside;
  out.text += ']';
  out.attachments = args.attachments;
  return out;
}

}  // namespace socketio::protocol
