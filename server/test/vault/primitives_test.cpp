#include "vault/aead.hpp"
#include "vault/hex.hpp"
#include "vault/kdf.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

// The ciphers and hashes against what their standards publish.
namespace callroom::vault {
namespace {

std::string bytes(std::string_view hex) { return from_hex(hex).value(); }
Key key(std::string_view hex) { return Key::of(bytes(hex)).value(); }

// McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B: test cases 13, 14 and 16 (AES-256).
TEST(Aes256Gcm, SealsAsItsAuthorsSay) {
  const std::string zeros(64, '0');
  const std::string zero_nonce(24, '0');
  EXPECT_EQ(to_hex(aead_seal(key(zeros), bytes(zero_nonce), "", "")), "530f8afbc74536b9a963b4f1c4cb738b");
  EXPECT_EQ(to_hex(aead_seal(key(zeros), bytes(zero_nonce), "", std::string(16, '\0'))),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919");
  EXPECT_EQ(to_hex(aead_seal(key("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
                             bytes("cafebabefacedbaddecaf888"), bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
                             bytes("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                                   "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"))),
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            "76fc6ece0f4e1768cddf8853bb2d551b");
}

TEST(Aes256Gcm, OpensNothingThatWasChanged) {
  const auto secret = Key::random();
  const auto nonce = random_nonce();
  const auto sealed = aead_seal(secret, nonce, "here", "plain");
  ASSERT_EQ(aead_open(secret, nonce, "here", sealed), "plain");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(aead_open(secret, nonce, "here", changed)) << i;
  }
  EXPECT_FALSE(aead_open(secret, nonce, "there", sealed));
  EXPECT_FALSE(aead_open(secret, random_nonce(), "here", sealed));
  EXPECT_FALSE(aead_open(Key::random(), nonce, "here", sealed));
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(aead_open(secret, nonce, "here", sealed.substr(0, size))) << size;
  }
}

TEST(Aes256Gcm, ANonceOfAnotherLengthIsAMistakeOfTheProgram) {
  EXPECT_THROW((void)aead_seal(Key::random(), "short", "", "x"), std::invalid_argument);
}

RC_GTEST_PROP(Aes256Gcm, OpensWhatItSealed, (const std::string& associated, const std::string& plain)) {
  const auto secret = Key::random();
  const auto nonce = random_nonce();
  const auto sealed = aead_seal(secret, nonce, associated, plain);
  RC_ASSERT(sealed.size() == plain.size() + kTagBytes);
  RC_ASSERT(aead_open(secret, nonce, associated, sealed) == plain);
}

// RFC 4231, section 4.3.
TEST(HmacSha256, HashesAsTheRfcSays) {
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

// RFC 5869, appendices A.1 and A.3.
TEST(HkdfSha256, DerivesAsTheRfcSays) {
  const auto material = bytes("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
  EXPECT_EQ(to_hex(hkdf_sha256(material, bytes("000102030405060708090a0b0c"), bytes("f0f1f2f3f4f5f6f7f8f9"), 42)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
  EXPECT_EQ(to_hex(hkdf_sha256(material, "", "", 42)),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  EXPECT_THROW((void)hkdf_sha256(material, "", "", 255 * 32 + 1), std::invalid_argument);
}

TEST(Hex, ReadsBothCasesAndNothingElse) {
  EXPECT_EQ(to_hex("\x01\xab\xff"), "01abff");
  EXPECT_EQ(from_hex("01aBFf"), "\x01\xab\xff");
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("0g"));
}

TEST(VaultKey, Has256Bits) {
  EXPECT_FALSE(Key::of(std::string(31, 'k')));
  EXPECT_FALSE(Key::of(std::string(33, 'k')));
  EXPECT_NE(Key::random().bytes(), Key::random().bytes());
}

}  // namespace
}  // namespace callroom::vault
