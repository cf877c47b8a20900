#include "rest/json_read.hpp"

#include "base/iso_time.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <cmath>

namespace callroom::rest {
namespace {

namespace json = boost::json;

/// Bytes that begin a code point; Boost.JSON has checked that the text is UTF-8.
std::size_t code_points(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kWhiteSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kWhiteSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

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
  if (!error_) error_ = BodyError{problem, prefix_ + std::string{field}};
}

bool BodyReader::has(std::string_view field) const noexcept { return object_.contains({field.data(), field.size()}); }

const json::value* BodyReader::find(std::string_view field, Need need) {
  known_.emplace_back(field);
  const auto* value = object_.if_contains({field.data(), field.size()});
  if (value == nullptr && need == Need::kRequired) fail(BodyProblem::kMissingField, field);
  return value != nullptr && value->is_null() && need == Need::kNullable ? nullptr : value;
}

const std::string* BodyReader::string_of(std::string_view field, Need need) {
  const auto* value = find(field, need);
  if (value == nullptr) return nullptr;
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

std::optional<std::string> BodyReader::lines(std::string_view field, Length length, Need need) {
  const auto* value = string_of(field, need);
  if (value == nullptr) return std::nullopt;
  const std::string_view text = trimmed(*value);
  if (!fits(field, text, length)) return std::nullopt;
  if (std::any_of(text.begin(), text.end(), [](char c) { return is_control(c) && c != '\n'; })) {
    fail(BodyProblem::kBadValue, field);
    return std::nullopt;
  }
  return std::string{text};
}

std::optional<double> BodyReader::number(std::string_view field, Range<double> range, Need need) {
  const auto* value = find(field, need);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    fail(BodyProblem::kNotANumber, field);
    return std::nullopt;
  }
  const auto number = value->to_number<double>();
  if (number >= range.min && number <= range.max) return number;  // false for what is not finite
  fail(BodyProblem::kOutOfRange, field);
  return std::nullopt;
}

std::optional<std::int64_t> BodyReader::whole(std::string_view field, Range<std::int64_t> range, Need need) {
  const auto found = number(field, {static_cast<double>(range.min), static_cast<double>(range.max)}, need);
  if (!found) return std::nullopt;
  if (*found == std::trunc(*found)) return static_cast<std::int64_t>(*found);
  fail(BodyProblem::kNotAWholeNumber, field);
  return std::nullopt;
}

std::vector<BodyReader> BodyReader::objects(std::string_view field, Length count) {
  const auto* value = find(field, Need::kRequired);
  if (value == nullptr) return {};
  const auto* list = value->if_array();
  const auto is_object = [](const json::value& item) { return item.is_object(); };
  if (list == nullptr || !std::all_of(list->begin(), list->end(), is_object)) {
    fail(BodyProblem::kNotAList, field);
    return {};
  }
  if (list->size() < count.min) fail(BodyProblem::kTooShort, field);
  if (list->size() > count.max) fail(BodyProblem::kTooLong, field);
  if (list->size() < count.min || list->size() > count.max) return {};
  std::vector<BodyReader> readers;
  readers.reserve(list->size());
  for (const auto& item : *list) {
    auto prefix = prefix_ + std::string{field} + '[' + std::to_string(readers.size()) + "].";
    readers.push_back(BodyReader{item.get_object(), std::move(prefix)});
  }
  return readers;
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
      return BodyError{BodyProblem::kUnknownField, prefix_ + std::string{name}};
    }
  }
  return error_;
}

}  // namespace callroom::rest
