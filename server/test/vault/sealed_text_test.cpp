#include "vault/sealed_text.hpp"

#include "vault/hex.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace callroom::vault {
namespace {

const DataKey kKey{"00112233445566ff", Key::of(std::string(32, 'k')).value()};
constexpr Place kPlace{"users", "65f000000000000000000001", "name"};

std::optional<std::string> open_text(const DataKey& key, const Place& place, std::string_view text) {
  const auto parts = parse_sealed(text);
  if (!parts) return std::nullopt;
  return open(key, place, *parts);
}

RC_GTEST_PROP(SealedText, OpensToWhatWasSealed, (const std::string& plain)) {
  const auto text = seal(kKey, kPlace, plain);
  RC_ASSERT(text.starts_with(kSealedPrefix));
  RC_ASSERT(parse_sealed(text)->key_id == kKey.id);
  RC_ASSERT(open_text(kKey, kPlace, text) == plain);
}

RC_GTEST_PROP(SealedText, AnyTextIsPlainOrRefusedAndNeverACrash, (const std::string& noise)) {
  (void)open_text(kKey, kPlace, noise);
  (void)open_text(kKey, kPlace, std::string{kSealedPrefix} + noise);
  (void)open_text(kKey, kPlace, seal(kKey, kPlace, "x") + noise);
}

TEST(SealedText, EqualValuesLookDifferent) { EXPECT_NE(seal(kKey, kPlace, "same"), seal(kKey, kPlace, "same")); }

TEST(SealedText, OpensInItsOwnPlaceOnly) {
  const auto text = seal(kKey, kPlace, "Client Example");
  EXPECT_EQ(open_text(kKey, kPlace, text), "Client Example");
  EXPECT_FALSE(open_text(kKey, {"sessions", kPlace.record, kPlace.field}, text)) << "another collection";
  EXPECT_FALSE(open_text(kKey, {kPlace.collection, "65f000000000000000000002", kPlace.field}, text))
      << "another record";
  EXPECT_FALSE(open_text(kKey, {kPlace.collection, kPlace.record, "email"}, text)) << "another field";
  EXPECT_FALSE(open_text({kKey.id, Key::random()}, kPlace, text)) << "another key";
}

TEST(SealedText, TheBordersOfThePlacesPartsCount) {
  const auto text = seal(kKey, {"ab", "c", "d"}, "x");
  EXPECT_FALSE(open_text(kKey, {"a", "bc", "d"}, text));
}

TEST(SealedText, EveryChangedCharacterIsSeen) {
  const auto text = seal(kKey, kPlace, "Client Example");
  for (std::size_t i = kSealedPrefix.size(); i < text.size(); ++i) {
    auto changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto parts = parse_sealed(changed);
    // The key id is not part of what is authenticated: another id names another key, or none.
    EXPECT_TRUE(!parts || parts->key_id != kKey.id || !open(kKey, kPlace, *parts)) << i;
  }
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(open_text(kKey, kPlace, text.substr(0, size))) << size;
  }
}

TEST(SealedText, PlainTextIsNotTakenForSealed) {
  for (const auto* plain : {"", "Client Example", "enc:", "enc:1:", "enc:1:AAAA", "enc:2:AAAA", "enc:1:not base64!"}) {
    EXPECT_FALSE(parse_sealed(plain)) << plain;
  }
}

}  // namespace
}  // namespace callroom::vault
