#include "rest/json_read.hpp"

#include "base/iso_time.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

namespace callroom::rest {
namespace {

namespace json = boost::json;

/// Bytes that begin a code point; Boost.JSON has checked that the text is UTF-8.
std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// One '@' with something on both sides, and nothing that could split a header or an address list (RFC 5321 allows
/// more, in quotes; nobody has such an address, and much breaks on it).
bool looks_like_email(std::string_view text) {
  constexpr std::string_view kForbidden = " \"(),:;<>[\\]";
  if (std::count(text.begin(), text.end(), '@') != 1) return false;
  if (text.front() == '@' || text.back() == '@') return false;
  return std::none_of(text.begin(), text.end(),
                      [&](char c) { return is_control(c) || kForbidden.find(c) != std::string_view::npos; });
}

}  // namespace

BodyReader::BodyReader(std::string_view body) {
  if (body.empty()) return;
  json::parse_options strict;
  strict.max_depth = kMaxDepth;
  boost::system::error_code error;
  auto value = json::parse({body.data(), body.size()}, error, {}, strict);
  if (error) {
    fail(BodyProblem::kNotJson, {});
  } else if (!value.is_object()) {
    fail(BodyProblem::kNotAnObject, {});
  } else {
    object_ = std::move(value.as_object());
  }
}

void BodyReader::fail(BodyProblem problem, std::string_view field) {
  if (!error_) error_ = BodyError{problem, std::string{field}};
}

const std::string* BodyReader::string_of(std::string_view field, Need need) {
  known_.emplace_back(field);
  const auto* value = object_.if_contains({field.data(), field.size()});
  if (value == nullptr) {
    if (need == Need::kRequired) fail(BodyProblem::kMissingField, field);
    return nullptr;
  }
  if (!value->is_string()) {
    fail(BodyProblem::kWrongType, field);
    return nullptr;
  }
  const auto& text = value->get_string();
  value_.assign(text.data(), text.size());
  return &value_;
}

bool BodyReader::fits(std::string_view field, std::string_view value, Length length) {
  const auto count = code_points(value);
  if (count < length.min) fail(BodyProblem::kTooShort, field);
  if (count > length.max) fail(BodyProblem::kTooLong, field);
  return count >= length.min && count <= length.max;
}

std::optional<std::string> BodyReader::text(std::string_view field, Length length, Need need) {
  const auto* value = string_of(field, need);
  if (value == nullptr || !fits(field, *value, length)) return std::nullopt;
  if (std::any_of(value->begin(), value->end(), is_control)) {
    fail(BodyProblem::kBadValue, field);
    return std::nullopt;
  }
  return *value;
}

std::optional<base::Secret> BodyReader::secret(std::string_view field, Length length, Need need) {
  const auto* value = string_of(field, need);
  if (value == nullptr || !fits(field, *value, length)) return std::nullopt;
  return base::Secret{*value};
}

std::optional<std::string> BodyReader::email(std::string_view field, Need need) {
  constexpr Length kEmail{3, 254};  // RFC 5321, section 4.5.3.1.3: a path has 256 octets, two of them its brackets
  auto value = text(field, kEmail, need);
  if (value && !looks_like_email(*value)) {
    fail(BodyProblem::kBadValue, field);
    return std::nullopt;
  }
  return value;
}

std::optional<base::WallTime> BodyReader::time(std::string_view field, Need need) {
  return parsed<base::WallTime>(field, base::from_iso, need);
}

std::optional<BodyError> BodyReader::finish() {
  // An unknown field is named before a missing one: it is most often the missing one, misspelt.
  const bool whole = error_ && error_->field.empty();
  if (!whole) {
    for (const auto& member : object_) {
      const std::string_view name{member.key().data(), member.key().size()};
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      return BodyError{BodyProblem::kUnknownField, std::string{name}};
    }
  }
  return error_;
}

}  // namespace callroom::rest
