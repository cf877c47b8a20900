#include "auth/jwt.hpp"

#include <stdexcept>

namespace callroom::auth {

JwtVerifier::JwtVerifier(Options options, const base::Clock& clock)
    : hmac_(options.secret.empty() ? nullptr : std::make_shared<const HmacKey>(options.secret)),
      keys_(std::move(options.keys)),
      rules_(std::move(options.rules)),
      clock_(clock) {
  if (!hmac_ && !keys_) throw std::invalid_argument{"a token verifier needs a secret or a key set"};
}

JwtVerifier::Answer JwtVerifier::verify(std::string_view text) const {
  if (text.empty()) return app::TokenError::kMissing;
  if (auto known = recall(text)) return *std::move(known);
  const auto token = parse_compact(text);
  if (!token) return app::TokenError::kInvalid;
  auto key = key_for(*token);
  auto claims = claims_of(*token, key.get());
  if (!claims) return claims.error();
  auto identity = check_time(*claims, clock_.now());
  if (identity) verified_.add(text, {token->algorithm, token->key_id, std::move(key), *std::move(claims)});
  return identity;
}

std::optional<JwtVerifier::Answer> JwtVerifier::verify_at_once(std::string_view text) const {
  if (text.empty()) return app::TokenError::kMissing;
  const auto token = parse_compact(text);
  if (!token) return app::TokenError::kInvalid;
  if (!is_hmac(token->algorithm)) return recall(text);
  const auto claims = claims_of(*token, hmac_.get());
  if (!claims) return claims.error();
  return check_time(*claims, clock_.now());
}

std::optional<JwtVerifier::Answer> JwtVerifier::recall(std::string_view text) const {
  if (text.size() > kMaxTokenBytes) return std::nullopt;
  const auto known = verified_.find(text);
  if (!known || !still_counts(*known)) return std::nullopt;
  return check_time(known->claims, clock_.now());
}

bool JwtVerifier::still_counts(const VerifiedToken& token) const {
  if (is_hmac(token.algorithm)) return token.key == hmac_;
  return keys_ && token.key == keys_->peek(token.algorithm, token.key_id);
}

std::shared_ptr<const SignatureVerifier> JwtVerifier::key_for(const CompactToken& token) const {
  // There is one secret: a `kid` that its issuer writes beside it says nothing to us.
  if (is_hmac(token.algorithm)) return hmac_;
  return keys_ ? keys_->find(token.algorithm, token.key_id) : nullptr;
}

base::Result<Claims, app::TokenError> JwtVerifier::claims_of(const CompactToken& token,
                                                             const SignatureVerifier* key) const {
  if (key == nullptr || !key->verify(token)) return app::TokenError::kInvalid;
  return read_claims(token.payload, rules_);
}

}  // namespace callroom::auth
