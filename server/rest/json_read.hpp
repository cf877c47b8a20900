#pragma once

#include "base/clock.hpp"
#include "base/secret.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace callroom::rest {

enum class BodyProblem : std::uint8_t {
  kNotJson,
  kNotAnObject,
  kUnknownField,
  kMissingField,
  kWrongType,  ///< A string was expected.
  kNotANumber,
  kNotAWholeNumber,
  kNotAList,    ///< A list of objects was expected.
  kOutOfRange,  ///< A number or a time.
  kTooShort,
  kTooLong,
  kBadValue,  ///< Not in the list, or not of the form.
  kNothingToChange,
};
struct BodyError {
  BodyProblem problem = BodyProblem::kNotJson;
  std::string field;  ///< "name"; within a list "samples[3].level"; empty: the body as a whole.
};

enum class Need : std::uint8_t {
  kRequired,
  kOptional,
  kNullable,  ///< Optional, and null says the same as leaving it out.
};
/// In Unicode code points, which is what a person counts.
struct Length {
  std::size_t min = 0;
  std::size_t max = 0;
};

/// Both ends included.
template <class Number>
struct Range {
  Number min;
  Number max;
};

/// Reads a JSON object strictly and field by field: whatever is not asked for is unknown and refused, because a
/// misspelt field that is silently ignored is a change that silently did not happen. The first problem is kept; what
/// the reading functions return is to be used only when finish() found none.
class BodyReader {
 public:
  /// `body` empty counts as {} (clients send nothing to a POST without fields). Deeper than kMaxDepth is kNotJson.
  explicit BodyReader(std::string_view body);

  /// Without control characters (U+0000 to U+001F, U+007F).
  [[nodiscard]] std::optional<std::string> text(std::string_view field, Length length, Need need);
  /// Without white space at its ends, which is not counted; no control characters but line feeds between lines.
  [[nodiscard]] std::optional<std::string> lines(std::string_view field, Length length, Need need);
  /// Any characters. Kept out of every message.
  [[nodiscard]] std::optional<base::Secret> secret(std::string_view field, Length length, Need need);
  /// Something that looks like an e-mail address; whether it is one, only a mail can tell.
  [[nodiscard]] std::optional<std::string> email(std::string_view field, Need need);
  [[nodiscard]] std::optional<base::WallTime> time(std::string_view field, Need need);
  /// Finite, within the range.
  [[nodiscard]] std::optional<double> number(std::string_view field, Range<double> range, Need need);
  /// A number without a fraction ("3" or "3.0"), within the range.
  [[nodiscard]] std::optional<std::int64_t> whole(std::string_view field, Range<std::int64_t> range, Need need);
  /// A reader for each object of a list, to be finished by itself; empty unless there are as many as `count` says.
  [[nodiscard]] std::vector<BodyReader> objects(std::string_view field, Length count);
  /// A word of a closed list, or an id: whatever `parse` takes.
  template <class T>
  [[nodiscard]] std::optional<T> parsed(std::string_view field, std::optional<T> (*parse)(std::string_view),
                                        Need need) {
    const auto* value = string_of(field, need);
    if (value == nullptr) return std::nullopt;
    auto result = parse(*value);
    if (!result) fail(BodyProblem::kBadValue, field);
    return result;
  }

  [[nodiscard]] bool has(std::string_view field) const noexcept;
  /// Whether any field was there.
  [[nodiscard]] bool empty() const noexcept { return object_.empty(); }
  /// To be called once, after every field was asked for.
  [[nodiscard]] std::optional<BodyError> finish();

  /// Our deepest body has three levels.
  static constexpr std::size_t kMaxDepth = 8;

 private:
  BodyReader(boost::json::object object, std::string prefix) : object_(std::move(object)), prefix_(std::move(prefix)) {}

  /// The field's value; null: not there, and if it should be, that is noted.
  [[nodiscard]] const boost::json::value* find(std::string_view field, Need need);
  [[nodiscard]] const std::string* string_of(std::string_view field, Need need);
  [[nodiscard]] bool fits(std::string_view field, std::string_view value, Length length);
  void fail(BodyProblem problem, std::string_view field);

  boost::json::object object_;
  std::string prefix_;  // "samples[3]." within a list
  std::vector<std::string> known_;
  std::string value_;  // the string string_of() points at
  std::optional<BodyError> error_;
};

}  // namespace callroom::rest
