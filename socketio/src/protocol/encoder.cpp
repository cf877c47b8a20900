#include "socketio/protocol/encoder.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>

namespace socketio::protocol {
namespace {

/// Whitespace of RFC 8259, section 2.
constexpr std::string_view kWhitespace = " \t\n\r";

/// What stands between the brackets of a JSON array's text.
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

std::string head(char type, std::size_t attachments, std::string_view nsp, std::optional<std::uint64_t> id) {
  std::string text(1, type);
  if (attachments != 0) {
    text += std::to_string(attachments);
    text += '-';
  }
  if (nsp != kMainNamespace) {
    text += nsp;
    text += ',';
  }
  if (id) text += std::to_string(*id);
  return text;
}

std::string without_id(PacketType type, std::string_view nsp, std::string_view json) {
  std::string text = head(static_cast<char>('0' + static_cast<int>(type)), 0, nsp, std::nullopt);
  text += json;
  return text;
}

}  // namespace

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

Encoded encode_event(std::string_view nsp, std::string_view name, const Payload& args, std::optional<std::uint64_t> id,
                     std::string_view offset) {
  const std::string_view inside = inside_array(args.json);
  Encoded out;
  out.text = head(args.attachments.empty() ? '2' : kBinaryEventDigit, args.attachments.size(), nsp, id);
  out.text.reserve(out.text.size() + name.size() + inside.size() + offset.size() + sizeof R"(["","",])");
  out.text += '[';
  out.text += json_string(name);
  if (!inside.empty()) {
    out.text += ',';
    out.text += inside;
  }
  if (!offset.empty()) {
    out.text += ',';
    out.text += json_string(offset);
  }
  out.text += ']';
  out.attachments = args.attachments;
  return out;
}

Encoded encode_ack(std::string_view nsp, const Payload& args, std::uint64_t id) {
  const std::string_view inside = inside_array(args.json);
  Encoded out;
  out.text = head(args.attachments.empty() ? '3' : kBinaryAckDigit, args.attachments.size(), nsp, id);
  out.text += '[';
  out.text += inside;
  out.text += ']';
  out.attachments = args.attachments;
  return out;
}

}  // namespace socketio::protocol
