#include "test_keys.hpp"

#include "base/base64.hpp"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>
#include <vector>

namespace callroom::auth::testing {
namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error{what};
}

std::string number_of(EVP_PKEY* key, const char* name, int pad_to) {
  BIGNUM* number = nullptr;
  must(EVP_PKEY_get_bn_param(key, name, &number) == 1, name);
  const std::unique_ptr<BIGNUM, void (*)(BIGNUM*)> owner{number, BN_free};
  const int size = pad_to > 0 ? pad_to : BN_num_bytes(number);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  must(BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size) == size, "BN_bn2binpad");
  return base::base64url_encode(bytes);
}

int coordinate_bytes(EVP_PKEY* key) { return (EVP_PKEY_get_bits(key) + 7) / 8; }

/// OpenSSL's DER signature as R || S (RFC 7518, section 3.4).
std::string raw_ecdsa(const std::string& der, int size) {
  const auto* in = bytes_of(der);
  const std::unique_ptr<ECDSA_SIG, void (*)(ECDSA_SIG*)> signature{
      d2i_ECDSA_SIG(nullptr, &in, static_cast<long>(der.size())), ECDSA_SIG_free};
  std::string raw(static_cast<std::size_t>(2 * size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out, size);
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out + size, size);
  return raw;
}

}  // namespace

std::string signing_input(std::string_view header, std::string_view payload) {
  return base::base64url_encode(header) + '.' + base::base64url_encode(payload);
}

std::string hmac_token(std::string_view header, std::string_view payload, std::string_view key, const char* digest) {
  const auto input = signing_input(header, payload);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  must(HMAC(EVP_get_digestbyname(digest), key.data(), static_cast<int>(key.size()), bytes_of(input), input.size(),
            mac.data(), &size) != nullptr,
       "HMAC");
  return input + '.' + base::base64url_encode({reinterpret_cast<const char*>(mac.data()), size});
}

std::string hs256(std::string_view payload, std::string_view key) {
  return hmac_token(R"({"alg":"HS256","typ":"JWT"})", payload, key);
}

TestKey TestKey::rsa(unsigned bits) { return TestKey{EVP_RSA_gen(bits)}; }
TestKey TestKey::ec(const char* curve) { return TestKey{EVP_EC_gen(curve)}; }
TestKey TestKey::ed25519() { return TestKey{EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")}; }

std::string TestKey::token(std::string_view header, std::string_view payload) const {
  const auto input = signing_input(header, payload);
  return input + '.' + base::base64url_encode(sign(input));
}

std::string TestKey::sign(std::string_view input) const {
  const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
  const bool ed = EVP_PKEY_get_id(key_.get()) == EVP_PKEY_ED25519;
  must(EVP_DigestSignInit(context.get(), nullptr, ed ? nullptr : EVP_sha256(), nullptr, key_.get()) == 1, "init");
  std::size_t size = 0;
  must(EVP_DigestSign(context.get(), nullptr, &size, bytes_of(input), input.size()) == 1, "size");
  std::string signature(size, '\0');
  auto* out = reinterpret_cast<unsigned char*>(signature.data());
  must(EVP_DigestSign(context.get(), out, &size, bytes_of(input), input.size()) == 1, "sign");
  signature.resize(size);
  if (EVP_PKEY_get_id(key_.get()) == EVP_PKEY_EC) return raw_ecdsa(signature, coordinate_bytes(key_.get()));
  return signature;
}

boost::json::object TestKey::jwk(std::string_view kid) const {
  auto* key = key_.get();
  boost::json::object jwk{{"kid", kid}, {"use", "sig"}};
  if (EVP_PKEY_get_id(key) == EVP_PKEY_RSA) {
    jwk["kty"] = "RSA";
    jwk["n"] = number_of(key, OSSL_PKEY_PARAM_RSA_N, 0);
    jwk["e"] = number_of(key, OSSL_PKEY_PARAM_RSA_E, 0);
  } else if (EVP_PKEY_get_id(key) == EVP_PKEY_EC) {
    jwk["kty"] = "EC";
    jwk["crv"] = EVP_PKEY_get_bits(key) == 256 ? "P-256" : "P-384";
    jwk["x"] = number_of(key, OSSL_PKEY_PARAM_EC_PUB_X, coordinate_bytes(key));
    jwk["y"] = number_of(key, OSSL_PKEY_PARAM_EC_PUB_Y, coordinate_bytes(key));
  } else {
    std::string raw(32, '\0');
    std::size_t size = raw.size();
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<unsigned char*>(raw.data()), &size);
    jwk["kty"] = "OKP";
    jwk["crv"] = "Ed25519";
    jwk["x"] = base::base64url_encode(raw);
  }
  return jwk;
}

std::string TestKey::pem() const {
  const std::unique_ptr<BIO, int (*)(BIO*)> bio{BIO_new(BIO_s_mem()), BIO_free};
  must(PEM_write_bio_PUBKEY(bio.get(), key_.get()) == 1, "PEM");
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

const TestKey& rsa_key() {
  static const auto key = TestKey::rsa(2048);
  return key;
}
const TestKey& other_rsa_key() {
  static const auto key = TestKey::rsa(2048);
  return key;
}
const TestKey& ec_key() {
  static const auto key = TestKey::ec();
  return key;
}
const TestKey& ed_key() {
  static const auto key = TestKey::ed25519();
  return key;
}

std::string key_set_of(std::initializer_list<boost::json::object> keys) {
  boost::json::array list;
  for (const auto& key : keys) list.push_back(key);
  return boost::json::serialize(boost::json::object{{"keys", std::move(list)}});
}

}  // namespace callroom::auth::testing
