#include "integrity/signed_document.hpp"

#include "test/integrity/key_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

namespace callroom::integrity::test {
namespace {

namespace json = boost::json;

class SignedDocument : public KeyFile {
 protected:
  SigningKeys keys{file(), clock};
  const json::object document{{"type", "note/1"}, {"text", "ä \"quoted\""}, {"count", 7}};
};

TEST_F(SignedDocument, IsGoodAfterAnyWayThatKeepsItsMeaning) {
  const auto text = json::serialize(sign_document(keys, document));
  json::object reordered;
  const auto parsed = json::parse(text).as_object();
  for (auto it = parsed.end(); it != parsed.begin();) {
    --it;
    reordered.emplace(it->key(), it->value());
  }
  EXPECT_EQ(verify_document(keys.keys(), reordered, "note/1"), Verdict::kGood);
}

TEST_F(SignedDocument, AnyChangeIsSeen) {
  const auto original = sign_document(keys, document);
  auto changed = original;
  changed["count"] = 8;
  EXPECT_EQ(verify_document(keys.keys(), changed, "note/1"), Verdict::kBadSignature);
  changed = original;
  changed["more"] = "";
  EXPECT_EQ(verify_document(keys.keys(), changed, "note/1"), Verdict::kBadSignature);
  changed = original;
  changed.erase("text");
  EXPECT_EQ(verify_document(keys.keys(), changed, "note/1"), Verdict::kBadSignature);
  changed = original;
  changed["count"] = 7.5;
  EXPECT_EQ(verify_document(keys.keys(), changed, "note/1"), Verdict::kBadSignature);
}

TEST_F(SignedDocument, CannotBeShownAsAnotherKind) {
  const auto original = sign_document(keys, document);
  EXPECT_EQ(verify_document(keys.keys(), original, "receipt/1"), Verdict::kUnsigned);
  auto renamed = original;
  renamed["type"] = "receipt/1";
  EXPECT_EQ(verify_document(keys.keys(), renamed, "receipt/1"), Verdict::kBadSignature);
}

TEST_F(SignedDocument, WithoutASignatureOrItsKeyIsNotGood) {
  EXPECT_EQ(verify_document(keys.keys(), document, "note/1"), Verdict::kUnsigned);
  EXPECT_EQ(verify_document({}, sign_document(keys, document), "note/1"), Verdict::kUnknownKey);
  auto unreadable = sign_document(keys, document);
  unreadable["signature"].as_object()["value"] = "***";
  EXPECT_EQ(verify_document(keys.keys(), unreadable, "note/1"), Verdict::kUnsigned);
}

TEST_F(SignedDocument, MustNameItsTypeAndBeUnsigned) {
  EXPECT_THROW(static_cast<void>(sign_document(keys, {{"text", "x"}})), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(sign_document(keys, sign_document(keys, document))), std::invalid_argument);
}

}  // namespace
}  // namespace callroom::integrity::test
