#include "vault/aead.hpp"

#include "base/random.hpp"

#include <openssl/evp.h>
#include <array>
#include <limits>
#include <memory>
#include <stdexcept>

namespace callroom::vault {
namespace {

struct FreeCipher {
  void operator()(EVP_CIPHER* cipher) const noexcept { EVP_CIPHER_free(cipher); }
};
struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const noexcept { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

void require(bool holds, const char* doing) {
  if (!holds) throw std::runtime_error(std::string("AES-256-GCM: OpenSSL cannot ") + doing);
}

/// Fetched once: a fetch by name costs more than sealing a name.
const EVP_CIPHER* cipher() {
  static const std::unique_ptr<EVP_CIPHER, FreeCipher> fetched{EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
  require(fetched != nullptr, "find the cipher");
  return fetched.get();
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

int length_of(std::string_view text) {
  require(text.size() <= static_cast<std::size_t>(std::numeric_limits<int>::max()), "take so much at once");
  return static_cast<int>(text.size());
}

enum class Way : int { kOpen = 0, kSeal = 1 };

Context start(const Key& key, std::string_view nonce, std::string_view associated, Way way) {
  if (nonce.size() != kNonceBytes) throw std::invalid_argument("a nonce has 96 bits");
  Context context{EVP_CIPHER_CTX_new()};
  require(context != nullptr, "make a context");
  require(EVP_CipherInit_ex2(context.get(), cipher(), bytes_of(key.bytes()), bytes_of(nonce), static_cast<int>(way),
                             nullptr) == 1,
          "start");
  int ignored = 0;
  if (!associated.empty()) {
    require(EVP_CipherUpdate(context.get(), nullptr, &ignored, bytes_of(associated), length_of(associated)) == 1,
            "take the associated data");
  }
  return context;
}

/// GCM is a stream: as many bytes come out as went in.
std::string run(EVP_CIPHER_CTX* context, std::string_view in, std::size_t room_behind) {
  std::string out(in.size() + room_behind, '\0');
  int written = 0;
  if (!in.empty()) {
    require(EVP_CipherUpdate(context, bytes_of(out), &written, bytes_of(in), length_of(in)) == 1, "take the text");
  }
  return out;
}

}  // namespace

std::string aead_seal(const Key& key, std::string_view nonce, std::string_view associated, std::string_view plain) {
  const auto context = start(key, nonce, associated, Way::kSeal);
  auto sealed = run(context.get(), plain, kTagBytes);
  int ignored = 0;
  auto* tag = bytes_of(sealed) + plain.size();
  require(EVP_CipherFinal_ex(context.get(), tag, &ignored) == 1, "finish");
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes, tag) == 1, "give the tag");
  return sealed;
}

std::optional<std::string> aead_open(const Key& key, std::string_view nonce, std::string_view associated,
                                     std::string_view sealed) {
  if (sealed.size() < kTagBytes) return std::nullopt;
  const auto ciphertext = sealed.substr(0, sealed.size() - kTagBytes);
  std::string tag{sealed.substr(ciphertext.size())};
  const auto context = start(key, nonce, associated, Way::kOpen);
  require(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1, "take the tag");
  auto plain = run(context.get(), ciphertext, 0);
  int ignored = 0;
  std::array<unsigned char, kTagBytes> nothing{};
  if (EVP_CipherFinal_ex(context.get(), nothing.data(), &ignored) != 1) return std::nullopt;
  return plain;
}

std::string random_nonce() {
  std::array<std::uint8_t, kNonceBytes> nonce{};
  base::random_bytes(nonce);
  return {reinterpret_cast<const char*>(nonce.data()), nonce.size()};
}

}  // namespace callroom::vault
