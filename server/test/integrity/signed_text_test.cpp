#include "integrity/signed_text.hpp"

#include "integrity/canonical_json.hpp"
#include "integrity/signed_document.hpp"
#include "test/integrity/key_file.hpp"

#include <boost/json/serialize.hpp>

namespace callroom::integrity::test {
namespace {

namespace json = boost::json;

class SignedText : public KeyFile {
 protected:
  Verdict verdict(std::string_view read) { return read_signed(keys.keys(), read, "note/1").verdict; }

  SigningKeys keys{file(), clock};
  const std::string text = canonical_json(
      sign_document(keys, {{"type", "note/1"}, {"text", "ä \"quoted\""}, {"list", json::array{1, true, nullptr}}}));
};

TEST_F(SignedText, IsGoodAsItWasGivenOut) {
  EXPECT_EQ(verdict(text), Verdict::kGood);
  EXPECT_EQ(verdict(text + "\n"), Verdict::kGood) << "an editor's line end";
  EXPECT_EQ(read_signed(keys.keys(), text, "note/1").document.at("text").as_string(), "ä \"quoted\"");
}

TEST_F(SignedText, OneChangedByteIsSeenWhereverItIs) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (const int by : {1, 0x20, 0x80}) {
      auto changed = text;
      changed[i] = static_cast<char>(changed[i] ^ by);
      EXPECT_NE(verdict(changed), Verdict::kGood) << "byte " << i << " of " << changed;
    }
  }
}

TEST_F(SignedText, OneByteMoreOrLessIsSeen) {
  for (std::size_t i = 0; i <= text.size(); ++i) {
    auto longer = text;
    longer.insert(i, 1, ' ');
    EXPECT_NE(verdict(longer), Verdict::kGood) << "a space before byte " << i;
    if (i == text.size()) break;
    auto shorter = text;
    shorter.erase(i, 1);
    EXPECT_NE(verdict(shorter), Verdict::kGood) << "without byte " << i;
  }
}

TEST_F(SignedText, AMemberThatStandsTwiceIsSeen) {
  auto twice = text;
  twice.insert(1, R"("text":"something else",)");
  EXPECT_EQ(verdict(twice), Verdict::kBadSignature);
}

TEST_F(SignedText, WhatIsNoDocumentIsUnsigned) {
  for (const char* nothing : {"", "{", "[]", "null", "{}"}) EXPECT_EQ(verdict(nothing), Verdict::kUnsigned) << nothing;
}

TEST_F(SignedText, WithoutItsKeyNothingCanBeSaid) {
  EXPECT_EQ(read_signed({}, text, "note/1").verdict, Verdict::kUnknownKey);
}

}  // namespace
}  // namespace callroom::integrity::test
