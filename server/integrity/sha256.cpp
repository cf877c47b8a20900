#include "integrity/sha256.hpp"

#include <openssl/evp.h>
#include <memory>
#include <new>
#include <stdexcept>

namespace callroom::integrity {
namespace {

EVP_MD_CTX* of(void* context) { return static_cast<EVP_MD_CTX*>(context); }

struct FreeMd {
  void operator()(EVP_MD* md) const noexcept { EVP_MD_free(md); }
};

/// Fetched once: EVP_sha256() stands for a search through the providers at every beginning.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, FreeMd> fetched{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  if (!fetched) throw std::runtime_error("OpenSSL has no SHA-256");
  return fetched.get();
}

}  // namespace

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr) throw std::bad_alloc{};
  try {
    begin();
  } catch (...) {
    EVP_MD_CTX_free(of(context_));
    throw;
  }
}

Sha256::~Sha256() { EVP_MD_CTX_free(of(context_)); }

void Sha256::begin() {
  if (EVP_DigestInit_ex2(of(context_), algorithm(), nullptr) != 1) throw std::runtime_error("OpenSSL cannot hash");
}

Sha256& Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(of(context_), bytes.data(), bytes.size()) != 1) throw std::runtime_error("OpenSSL cannot hash");
  return *this;
}

Digest Sha256::finish() {
  Digest digest{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(of(context_), digest.data(), &size) != 1 || size != digest.size()) {
    throw std::runtime_error("OpenSSL cannot hash");
  }
  begin();
  return digest;
}

Digest sha256(std::string_view bytes) { return Sha256{}.add(bytes).finish(); }

std::string to_hex(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * bytes.size());
  for (const auto byte : bytes) {
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 0xfU];
  }
  return hex;
}

}  // namespace callroom::integrity
