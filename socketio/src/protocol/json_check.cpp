#include "socketio/protocol/json_check.hpp"

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace socketio::protocol {
namespace {

namespace json = boost::json;

constexpr std::string_view kPlaceholderKey = "_placeholder";
constexpr std::string_view kNumKey = "num";
/// Whitespace of RFC 8259, section 2.
constexpr std::string_view kWhitespace = " \t\n\r";

/// What basic_parser calls: notes the shape of the outermost value and judges placeholders, keeps nothing else.
class ShapeHandler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  /// `attachments`: how many there are; nullopt: placeholders mean nothing here.
  explicit ShapeHandler(std::optional<std::size_t> attachments) : attachments_(attachments) {
    used_.resize(attachments.value_or(0), false);
  }

  [[nodiscard]] json::kind outermost() const { return outermost_; }
  [[nodiscard]] bool bad_placeholder() const { return bad_placeholder_; }
  [[nodiscard]] bool all_used() const {
    for (const bool used : used_) {
      if (!used) return false;
    }
    return true;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return open(json::kind::array); }
  bool on_array_end(std::size_t, json::error_code&) {
    frames_.pop_back();
    return true;
  }
  bool on_object_begin(json::error_code&) { return open(json::kind::object); }
  bool on_object_end(std::size_t, json::error_code& ec) {
    const Frame frame = frames_.back();
    frames_.pop_back();
    if (attachments_ && frame.placeholder && !use(frame.num)) {
      bad_placeholder_ = true;
      ec = json::error::syntax;
      return false;
    }
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    add_key(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code&) {
    add_key(part);
    Frame& frame = frames_.back();
    frame.key = key_ == kPlaceholderKey ? Key::kPlaceholder : key_ == kNumKey ? Key::kNum : Key::kOther;
    key_.clear();
    return true;
  }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return scalar(false, std::nullopt); }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, json::error_code&) {
    if (value < 0) return scalar(false, std::nullopt);
    return scalar(false, static_cast<std::uint64_t>(value));
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code&) { return scalar(false, value); }
  bool on_double(double, json::string_view, json::error_code&) { return scalar(false, std::nullopt); }
  bool on_bool(bool value, json::error_code&) { return scalar(value, std::nullopt); }
  bool on_null(json::error_code&) { return scalar(false, std::nullopt); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  enum class Key : std::uint8_t { kOther, kPlaceholder, kNum };
  /// One open array or object. A key given twice counts as its last value does, as JSON.parse has it.
  struct Frame {
    Key key = Key::kOther;
    bool placeholder = false;
    std::optional<std::uint64_t> num;
  };

  bool open(json::kind kind) {
    if (frames_.empty()) {
      outermost_ = kind;
    } else {
      note(false, std::nullopt);
    }
    frames_.emplace_back();
    return true;
  }
  bool scalar(bool is_true, std::optional<std::uint64_t> number) {
    if (!frames_.empty()) note(is_true, number);
    return true;
  }
  void note(bool is_true, std::optional<std::uint64_t> number) {
    Frame& frame = frames_.back();
    if (frame.key == Key::kPlaceholder) frame.placeholder = is_true;
    if (frame.key == Key::kNum) frame.num = number;
    frame.key = Key::kOther;
  }
  bool use(std::optional<std::uint64_t> num) {
    if (!num || *num >= used_.size()) return false;
    used_[static_cast<std::size_t>(*num)] = true;
    return true;
  }
  void add_key(json::string_view part) {
    // Longer than both keys we look for: it is neither, and one more character keeps it so.
    const std::size_t room = kPlaceholderKey.size() + 1 - std::min(key_.size(), kPlaceholderKey.size() + 1);
    key_.append(part.data(), std::min(part.size(), room));
  }

  std::optional<std::size_t> attachments_;
  std::vector<bool> used_;
  std::vector<Frame> frames_;
  std::string key_;
  json::kind outermost_ = json::kind::null;
  bool bad_placeholder_ = false;
};

struct Shape {
  json::kind outermost;
};

base::Result<Shape, DecodeError> check(std::string_view text, std::optional<std::size_t> attachments) {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::basic_parser<ShapeHandler> parser(options, attachments);
  json::error_code error;
  const std::size_t consumed = parser.write_some(false, text.data(), text.size(), error);
  if (parser.handler().bad_placeholder()) return DecodeError::kBadPlaceholder;
  if (error) return DecodeError::kBadPayload;
  if (text.find_first_not_of(kWhitespace, consumed) != std::string_view::npos) return DecodeError::kBadPayload;
  if (!parser.handler().all_used()) return DecodeError::kBadPlaceholder;
  return Shape{parser.handler().outermost()};
}

/// Names that mean something else to the ends' own event emitters (reference: socket.io-parser, RESERVED_EVENTS).
bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kReserved = {"connect",       "connect_error", "disconnect",
                                                                "disconnecting", "newListener",   "removeListener"};
  return std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

/// The end of the string that begins at `begin` with its quote, in text known to be valid JSON.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  std::size_t at = begin + 1;
  while (text[at] != '"') at += text[at] == '\\' ? std::size_t{2} : std::size_t{1};
  return at + 1;
}

}  // namespace

bool is_json_object(std::string_view text) {
  const auto shape = check(text, std::nullopt);
  return shape && shape->outermost == json::kind::object;
}

std::optional<DecodeError> check_ack(std::string_view text, std::size_t attachments) {
  const auto shape = check(text, attachments);
  if (!shape) return shape.error();
  if (shape->outermost != json::kind::array) return DecodeError::kBadPayload;
  return std::nullopt;
}

base::Result<EventText, DecodeError> read_event(std::string_view text, std::size_t attachments) {
  if (const auto error = check_ack(text, attachments)) return *error;
  // From here on the text is known to be a valid array, so the scans below end inside it.
  const std::size_t begin = text.find_first_not_of(kWhitespace, text.find('[') + 1);
  std::size_t end = begin;
  EventText event;
  if (text[begin] == '"') {
    end = end_of_string(text, begin);
    const std::string_view token = text.substr(begin, end - begin);
    event.name = token.find('\\') == std::string_view::npos ? std::string{token.substr(1, token.size() - 2)}
                                                            : std::string{json::parse(token).get_string()};
    if (is_reserved(event.name)) return DecodeError::kReservedEvent;
  } else if (text[begin] == '-' || (text[begin] >= '0' && text[begin] <= '9')) {
    end = text.find_first_not_of("+-.0123456789eE", begin);
    event.name = std::string{text.substr(begin, end - begin)};
  } else {
    return DecodeError::kBadPayload;
  }
  const std::size_t next = text.find_first_not_of(kWhitespace, end);
  const std::size_t last = text.rfind(']');
  event.args.reserve(text.size() - next + 1);
  event.args += '[';
  if (text[next] == ',') event.args += text.substr(next + 1, last - next - 1);
  event.args += ']';
  return event;
}

}  // namespace socketio::protocol
