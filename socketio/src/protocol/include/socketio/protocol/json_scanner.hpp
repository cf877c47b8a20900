#pragma once

#include "socketio/json_view.hpp"
#include "socketio/payload.hpp"
#include "socketio/protocol/placeholders.hpp"

#include <cstddef>
#include <string_view>

namespace socketio::protocol {

/// Reads JSON once, from left to right, and builds nothing: RFC 8259, its strings in valid UTF-8 (RFC 3629) with paired
/// surrogates, arrays and objects no deeper than kMaxJsonDepth, exponents that fit in an int.
///
/// After a `false` the text is no such JSON, and the scanner must not be used again.
class JsonScanner {
 public:
  /// `placeholders`: judges every object; null: they mean nothing here.
  JsonScanner(std::string_view text, Placeholders* placeholders)
      : at_(text.data()), end_(text.data() + text.size()), placeholders_(placeholders) {}

  void skip_space() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }
  /// Takes this one character, if it is next.
  [[nodiscard]] bool take(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }
  /// One value. `members`: gets those of an object.
  [[nodiscard]] bool value(JsonKind& kind, JsonMembers* members = nullptr);
  /// An array whose elements the caller reads with value(): its first bracket, and (taken by the caller) its last.
  [[nodiscard]] bool open_array();
  void close_array() { ++depth_left_; }

  [[nodiscard]] const char* position() const { return at_; }
  [[nodiscard]] bool at_end() const { return at_ == end_; }

 private:
  [[nodiscard]] bool string();
  [[nodiscard]] bool escape();
  [[nodiscard]] bool hex_quad(unsigned& code);
  [[nodiscard]] bool wide_character();
  [[nodiscard]] bool number();
  [[nodiscard]] bool digits();
  [[nodiscard]] bool exponent();
  [[nodiscard]] bool word(std::string_view word);
  [[nodiscard]] bool array();
  [[nodiscard]] bool object(JsonMembers* members);
  [[nodiscard]] bool member(JsonMember& out);

  const char* at_;
  const char* const end_;
  Placeholders* const placeholders_;
  std::size_t depth_left_ = kMaxJsonDepth;
};

}  // namespace socketio::protocol
