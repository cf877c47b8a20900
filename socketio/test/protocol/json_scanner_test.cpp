// The scanner against an oracle: Boost.JSON's parser, which is what decided before the scanner did.
#include "socketio/protocol/encoder.hpp"
#include "socketio/protocol/json_check.hpp"
#include "socketio/protocol/json_scanner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace socketio::protocol {
namespace {

namespace json = boost::json;

std::optional<json::value> oracle(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::error_code error;
  auto value = json::parse(json::string_view{text.data(), text.size()}, error, {}, options);
  if (error) return std::nullopt;
  return value;
}

bool scans(std::string_view text) {
  const std::vector<char> exact(text.begin(), text.end());  // a byte read past it is AddressSanitizer's
  JsonScanner scanner({exact.data(), exact.size()}, nullptr);
  JsonKind kind{};
  scanner.skip_space();
  if (!scanner.value(kind)) return false;
  scanner.skip_space();
  return scanner.at_end();
}

TEST(JsonScanner, AgreesWithTheOracleOnEveryOneAndTwoBytesInAString) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text{'"', static_cast<char>(first), static_cast<char>(second), '"'};
      ASSERT_EQ(scans(text), oracle(text).has_value()) << first << ' ' << second;
    }
  }
}

TEST(JsonScanner, AgreesWithTheOracleOnTheEdgesOfUtf8) {
  const int edges[] = {0x00, 0x1F, 0x20, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
                       0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
  for (const int a : edges) {
    for (const int b : edges) {
      for (const int c : edges) {
        for (const int d : edges) {
          const char bytes[] = {'"', static_cast<char>(a), static_cast<char>(b), static_cast<char>(c),
                                static_cast<char>(d), '"'};
          for (const std::size_t length : {2U, 3U, 4U}) {  // cut short as well
            const std::string text = std::string{bytes, length + 1} + '"';
            ASSERT_EQ(scans(text), oracle(text).has_value()) << a << ' ' << b << ' ' << c << ' ' << d;
          }
        }
      }
    }
  }
}

TEST(JsonScanner, FindsWhatIsNotPlainAtEveryPlaceOfABlock) {
  for (std::size_t length = 0; length < 70; ++length) {
    for (std::size_t at = 0; at < length; ++at) {
      for (const char* odd : {"\n", "\"", "\\", "\xC3\xA9", "\xC3", "\\n", "\\u00e9", "\\ud83d", "\x7F"}) {
        std::string inside(length, 'x');
        inside.replace(at, 1, odd);
        const std::string text = '"' + inside + '"';
        ASSERT_EQ(scans(text), oracle(text).has_value()) << text;
      }
    }
  }
}

TEST(JsonScanner, AgreesWithTheOracleOnOddTexts) {
  for (const char* text : {"", " ", "-", "-0", "00", "01", "-01", "0.", ".5", "1.", "1.0", "1e", "1e+", "1e-0", "1E+09",
                           "1e2147483647", "1e2147483648", "1e-2147483648", "1e99999999999999999999", "0e5", "0.0e-5",
                           "+1", "1 2", "tru", "true", "truex", "nul", "null ", "False", "NaN", "Infinity", "[", "]",
                           "[]", "[ ]", "[,]", "[1,]", "[,1]", "[1 2]", "[1,2", "{}", "{ }", "{,}", "{\"a\"}",
                           "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1 \"b\":2}", "{\"a\" : 1 , \"b\" : [ ] }",
                           "{1:2}", "\"", "\"\\\"", "\"\\x\"", "\"\\u\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\uD83D\"",
                           "\"\\uD83D\\uDE00\"", "\"\\uD83Dx\"", "\"\\uD83D\\n\"", "\"\\uD83D\\uD83D\"", "\"\\uDE00\"",
                           "\"\\ud800\\udfff\"", "\"\\ud800\\ue000\"", "\"\\u0000\"", "\xEF\xBB\xBF[]", "/**/[]",
                           "[]//", "[]\f", "\v[]", "'a'", "[1]]", "{}}", "123456789012345678901234567890",
                           "-9223372036854775809", "18446744073709551616", "0.1234567890123456789012345678901234567"}) {
    EXPECT_EQ(scans(text), oracle(text).has_value()) << text;
  }
}

TEST(JsonScanner, AgreesWithTheOracleOnDepth) {
  for (const std::size_t depth : {1U, 31U, 32U, 33U, 34U, 1000U, 100'000U}) {
    std::string objects;
    for (std::size_t i = 0; i < depth; ++i) objects += i + 1 < depth ? "{\"a\":" : "{";
    const std::string all[] = {std::string(depth, '[') + std::string(depth, ']'), objects + std::string(depth, '}')};
    for (const auto& text : all) EXPECT_EQ(scans(text), oracle(text).has_value()) << depth;
  }
}

/// Text made of the pieces of JSON: mostly broken, never far from valid.
RC_GTEST_PROP(JsonScanner, AgreesWithTheOracleOnScraps, ()) {
  const auto piece = rc::gen::element<std::string>(
      "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"\\u0074o\"", "\\", "\\ud83d", "\\ude00", "1", "-", "0", ".", "e",
      "E5", "true", "false", "null", " ", "\n", "\t", "\xC3\xA9", "\xED\xA0\x80", "\x01", "x",
      "{\"a\":[1,", "\"b\":\"c\"}");
  std::string text;
  for (const auto& one : *rc::gen::container<std::vector<std::string>>(piece)) text += one;
  RC_ASSERT(scans(text) == oracle(text).has_value());
}

std::string serialized(int depth) {
  switch (*rc::gen::inRange(0, depth == 0 ? 4 : 6)) {
    case 0:
      return json_string(*rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)));
    case 1:
      return std::to_string(*rc::gen::arbitrary<double>());
    case 2:
      return *rc::gen::element<std::string>("true", "false", "null", "\"\\ud83d\\ude00\"", "\"\xD0\xB6\"", "-0", "1e5");
    case 3:
      return std::to_string(*rc::gen::arbitrary<int>());
    case 4: {
      std::string out;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) out += serialized(depth - 1) + (i > 1 ? " ," : "");
      return "[" + out + "]";
    }
    default: {
      std::string out;
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
        out += *rc::gen::element<std::string>("\"a\": ", "\"\\u0061\":", "\"_placeholder\":", "\"b\" :");
        out += serialized(depth - 1) + (i > 1 ? ", " : "");
      }
      return "{" + out + "}";
    }
  }
}

/// Valid text, then valid text with a few bytes changed.
RC_GTEST_PROP(JsonScanner, AgreesWithTheOracleOnDamagedJson, ()) {
  std::string text = serialized(4);
  RC_ASSERT(scans(text) == oracle(text).has_value());
  for (const auto& [at, byte] : *rc::gen::resize(3, rc::gen::arbitrary<std::vector<std::pair<std::size_t, char>>>())) {
    text[at % text.size()] = byte;
  }
  RC_ASSERT(scans(text) == oracle(text).has_value());
}

// ---------------------------------------------------------------------------------------------- events

/// What read_event() notes of the first argument must rebuild it.
RC_GTEST_PROP(JsonScanner, NotesTheMembersOfTheFirstArgument, ()) {
  std::string args;
  for (int i = *rc::gen::inRange(1, 4); i > 0; --i) args += serialized(3) + (i > 1 ? ", " : "");
  const auto expected = oracle("[" + args + "]");
  RC_PRE(expected.has_value());
  EventScratch scratch;
  const std::string text = "[ \"x\" ," + args + "]";
  const auto event = read_event(text, 0, scratch);
  RC_PRE(event.has_value());  // a `_placeholder` that is true is refused; else it is let through
  RC_ASSERT(event->args == args);
  const json::value& first = expected->as_array().front();
  RC_ASSERT((*event->first == JsonKind::kObject) == first.is_object());
  RC_ASSERT((*event->first == JsonKind::kArray) == first.is_array());
  if (!first.is_object()) {
    RC_ASSERT(scratch.members.empty());
    return;
  }
  json::object rebuilt;
  for (const JsonMember& member : scratch.members) {
    rebuilt[unescape(member.key)] = *oracle(member.value);
  }
  RC_ASSERT(rebuilt == first.as_object());
}

TEST(JsonScanner, NotesMoreMembersThanFitInline) {
  std::string text = R"(["x",{)";
  for (int i = 0; i < 1000; ++i) text += (i > 0 ? ",\"k" : "\"k") + std::to_string(i) + "\":" + std::to_string(i);
  text += "}]";
  EventScratch scratch;
  ASSERT_TRUE(read_event(text, 0, scratch));
  ASSERT_EQ(scratch.members.size(), 1000U);
  EXPECT_EQ(scratch.members[999].key, "\"k999\"");
  EXPECT_EQ(scratch.members[999].value, "999");
}

TEST(JsonScanner, TellsWhetherThereIsAFirstArgument) {
  for (const auto& [text, first] : std::initializer_list<std::pair<const char*, std::optional<JsonKind>>>{
           {R"(["x"])", std::nullopt},
           {R"(["x" , null])", JsonKind::kNull},
           {R"(["x",{},1])", JsonKind::kObject},
           {R"(["x",[{"to":1}],{"to":2}])", JsonKind::kArray},
           {R"([7,"{}"])", JsonKind::kString}}) {
    EventScratch scratch;
    const auto event = read_event(text, 0, scratch);
    ASSERT_TRUE(event) << text;
    EXPECT_EQ(event->first, first) << text;
    EXPECT_TRUE(scratch.members.empty()) << "only the first argument's own members";
  }
}

TEST(JsonScanner, SeesPlaceholdersThroughEscapes) {
  EventScratch scratch;
  EXPECT_EQ(read_event(R"(["x",{"\u005fplaceholder":true}])", 0, scratch).error(), DecodeError::kBadPlaceholder);
  EXPECT_TRUE(read_event(R"(["x",{"_placeholder":true,"n\u0075m":-0}])", 1, scratch));
}

// ---------------------------------------------------------------------------------------------- text

TEST(JsonView, SpellsThroughEscapes) {
  for (const char* quoted : {R"("to")", R"("\u0074o")", R"("t\u006F")", R"("\u0074\u006f")"}) {
    EXPECT_TRUE(spells(quoted, "to")) << quoted;
    EXPECT_EQ(unescape(quoted), "to");
  }
  for (const char* quoted : {R"("")", R"("t")", R"("too")", R"("\u0074")", R"("\u0074\u006f\u0000")", R"("To")"}) {
    EXPECT_FALSE(spells(quoted, "to")) << quoted;
  }
}

RC_GTEST_PROP(JsonView, UnescapesAsTheOracleDoes, ()) {
  const auto piece =
      rc::gen::element<std::string>("a", "\xC3\xA9", "\\n", "\\r", "\\t", "\\b", "\\f", "\\\\", "\\/", "\\\"",
                                    "\\u0000", "\\u007f", "\\u0080", "\\u07FF", "\\u0800", "\\uffff", "\\ud800\\udc00",
                                    "\\uDBFF\\uDFFF", "\\ud83d\\ude00");
  std::string quoted = "\"";
  for (const auto& one : *rc::gen::container<std::vector<std::string>>(piece)) quoted += one;
  quoted += '"';
  const auto value = oracle(quoted);
  const std::string expected{std::string_view{value->as_string()}};
  RC_ASSERT(unescape(quoted) == expected);
  RC_ASSERT(spells(quoted, expected));
  RC_ASSERT(!spells(quoted, expected + "x"));
}

}  // namespace
}  // namespace socketio::protocol
