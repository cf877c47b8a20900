#include "integrity/canonical_json.hpp"

#include <gtest/gtest.h>
#include <boost/json/parse.hpp>
#include <stdexcept>

namespace callroom::integrity {
namespace {

std::string canonical(std::string_view text) { return canonical_json(boost::json::parse(text)); }

TEST(CanonicalJson, SortsNamesAndLeavesNoSpace) {
  EXPECT_EQ(canonical(R"( {"b" : [1, -2 ,true,null], "a": {"z":"", "B":0 } } )"),
            R"({"a":{"B":0,"z":""},"b":[1,-2,true,null]})");
}

TEST(CanonicalJson, IsTheSameForEverySpellingOfAText) {
  EXPECT_EQ(canonical(R"(["\u00e9\/\u0041\u000a\u001f\"\\"])"), "[\"é/A\\n\\u001f\\\"\\\\\"]");
}

TEST(CanonicalJson, IsItsOwnCanonicalForm) {
  const auto once = canonical(R"({"text":"line\nä\u0000\u007f","numbers":[9007199254740993,0],"empty":{},"none":[]})");
  EXPECT_EQ(canonical(once), once);
}

TEST(CanonicalJson, RefusesWhatWouldNeedMoreRules) {
  EXPECT_THROW(static_cast<void>(canonical("1.5")), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(canonical(R"({"ä":1})")), std::invalid_argument);
}

}  // namespace
}  // namespace callroom::integrity
