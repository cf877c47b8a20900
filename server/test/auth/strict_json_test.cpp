#include "auth/strict_json.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <string>

namespace callroom::auth {
namespace {

TEST(StrictJson, ReadsObjects) {
  const auto object = parse_strict_object(R"( {"a":1,"b":{"a":[{"a":2},{"a":3}]}} )");
  ASSERT_TRUE(object);
  EXPECT_EQ(object->at("a"), 1);
}

TEST(StrictJson, RefusesEverythingElse) {
  for (const auto* text : {"", "1", "[]", "null", "\"x\"", "{", "{}x", "{}{}", "{\"a\":1,}", "{'a':1}", "{\"a\":01}",
                           "{\"a\":NaN}", "// c\n{}", "{\"a\":\"\xff\"}"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
}

TEST(StrictJson, RefusesANameThatStandsTwice) {
  for (const auto* text : {R"({"alg":"HS256","alg":"none"})", R"({"a":{"b":1,"b":1}})", R"([{"a":1,"a":1}])",
                           R"({"a":1,"\u0061":2})", R"({"a":[{"b":{}},{"b":{},"b":{}}]})", R"({"":1,"":2})",
                           R"({"a":{"b":1,"c":2},"a":{}})", R"({"a":1,"a":{"b":1,"c":{"d":2}}})"}) {
    EXPECT_FALSE(parse_strict_object(text)) << text;
  }
}

TEST(StrictJson, RefusesDeepNesting) {
  const auto nested = [](std::size_t depth) {
    return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
  };
  EXPECT_TRUE(parse_strict_object(nested(kMaxJsonDepth - 1)));
  EXPECT_FALSE(parse_strict_object(nested(kMaxJsonDepth + 1)));
  EXPECT_FALSE(parse_strict_object(nested(100'000)));
}

RC_GTEST_PROP(StrictJson, ArbitraryBytesNeverThrow, (const std::string& text)) {
  static_cast<void>(parse_strict_object(text));
  static_cast<void>(parse_strict_object("{\"a\":" + text + "}"));
}

RC_GTEST_PROP(StrictJson, UniqueNamesAreRead, (const std::map<std::string, int>& members)) {
  boost::json::object object;
  for (const auto& [name, value] : members) object["k" + std::to_string(value) + std::to_string(name.size())] = value;
  const auto again = parse_strict_object(boost::json::serialize(object));
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == object);
}

}  // namespace
}  // namespace callroom::auth
