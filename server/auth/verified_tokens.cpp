#include "auth/verified_tokens.hpp"

#include <openssl/evp.h>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace callroom::auth {

/// Looks the algorithm up once: OpenSSL 3 takes longer to find SHA-256 by name than to hash a token.
class VerifiedTokens::Hasher {
 public:
  Hasher() : sha256_(EVP_MD_fetch(nullptr, "SHA256", nullptr)) {
    if (!sha256_) throw std::runtime_error{"OpenSSL has no SHA-256"};
  }
  [[nodiscard]] Digest operator()(std::string_view text) const {
    Digest digest;
    if (EVP_Digest(text.data(), text.size(), digest.data(), nullptr, sha256_.get(), nullptr) != 1) {
      throw std::runtime_error{"OpenSSL cannot hash"};
    }
    return digest;
  }

 private:
  struct Free {
    void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
  };
  std::unique_ptr<EVP_MD, Free> sha256_;
};

std::size_t VerifiedTokens::DigestHash::operator()(const Digest& digest) const noexcept {
  std::size_t first = 0;
  std::memcpy(&first, digest.data(), sizeof first);
  return first;
}

VerifiedTokens::VerifiedTokens(std::size_t capacity) : capacity_(capacity), hasher_(std::make_unique<Hasher>()) {}
VerifiedTokens::~VerifiedTokens() = default;

VerifiedTokens::Found VerifiedTokens::find(std::string_view token) {
  const auto digest = (*hasher_)(token);
  auto state = state_.lock();
  const auto found = state->by_digest.find(digest);
  if (found == state->by_digest.end()) return nullptr;
  state->by_use.splice(state->by_use.begin(), state->by_use, found->second);
  return found->second->token;
}

void VerifiedTokens::add(std::string_view token, VerifiedToken verified) {
  Entry entry{(*hasher_)(token), std::make_shared<const VerifiedToken>(std::move(verified))};
  std::list<Entry> dropped;  // destroyed without the lock
  auto state = state_.lock();
  if (const auto found = state->by_digest.find(entry.digest); found != state->by_digest.end()) {
    std::swap(found->second->token, entry.token);
    dropped.push_back(std::move(entry));
    return;
  }
  state->by_use.push_front(std::move(entry));
  state->by_digest.emplace(state->by_use.front().digest, state->by_use.begin());
  if (state->by_use.size() <= capacity_) return;
  state->by_digest.erase(state->by_use.back().digest);
  dropped.splice(dropped.begin(), state->by_use, std::prev(state->by_use.end()));
}

}  // namespace callroom::auth
