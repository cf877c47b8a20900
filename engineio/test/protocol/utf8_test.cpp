#include "engineio/protocol/utf8.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace engineio::protocol {
namespace {

TEST(Utf8Check, ACharacterMayBeCutAnywhere) {
  const std::string text = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80z";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Utf8Check check;
    EXPECT_TRUE(check.feed(std::string_view{text}.substr(0, cut))) << cut;
    EXPECT_TRUE(check.feed(std::string_view{text}.substr(cut))) << cut;
    EXPECT_TRUE(check.complete());
  }
}

TEST(Utf8Check, KnowsWhenOneIsNotFinished) {
  Utf8Check check;
  EXPECT_TRUE(check.feed("sixteen ascii and \xf0\x9f"));
  EXPECT_FALSE(check.complete());
}

TEST(Utf8Check, TheRangeOfTheSecondByteHoldsAcrossACut) {
  for (const std::string_view lead : {"\xe0", "\xed", "\xf0", "\xf4"}) {
    Utf8Check check;
    EXPECT_TRUE(check.feed(lead));
    const bool low = lead == "\xe0" || lead == "\xf0";
    EXPECT_FALSE(check.feed(low ? "\x80" : "\xbf")) << "overlong, a surrogate, or past U+10FFFF";
  }
}

RC_GTEST_PROP(Utf8CheckProperty, AnyCutTellsTheSame, (const std::string& text)) {
  const auto cut = *rc::gen::inRange<std::size_t>(0, text.size() + 1);
  Utf8Check check;
  const bool good = check.feed(std::string_view{text}.substr(0, cut)) && check.feed(std::string_view{text}.substr(cut));
  RC_ASSERT((good && check.complete()) == is_utf8(text));
}

}  // namespace
}  // namespace engineio::protocol
