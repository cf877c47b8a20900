#pragma once

#include "app/ports/signer.hpp"

#include <string>
#include <string_view>
#include <vector>

// The published keys: GET /.well-known/callroom-keys.json, a JWK set (RFC 7517, section 5) of Ed25519 keys (RFC 8037):
//
//   {"keys":[{"kty":"OKP","crv":"Ed25519","use":"sig","alg":"EdDSA","kid":"…","x":"…",
//             "createdAt":"2026-11-22T09:30:00.000Z","retiredAt":"…"}]}
//
// createdAt and retiredAt are ours; RFC 7517 (section 4) has readers ignore what they do not know.
namespace callroom::integrity {

/// The JWK thumbprint of an Ed25519 key (RFC 7638, section 3; RFC 8037, appendix A.3), base64url: its key id.
[[nodiscard]] std::string thumbprint(std::string_view public_key);

[[nodiscard]] std::string write_key_set(const std::vector<app::PublicKey>& keys);
/// Keys of another kind are left out, as RFC 7517 (section 5) asks. Throws std::runtime_error, saying what is wrong,
/// when the text is no key set, or when a key's id is not its thumbprint.
[[nodiscard]] std::vector<app::PublicKey> read_key_set(std::string_view text);

}  // namespace callroom::integrity
