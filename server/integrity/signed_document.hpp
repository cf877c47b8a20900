#pragma once

#include "app/ports/signer.hpp"
#include "integrity/verify.hpp"

#include <boost/json/object.hpp>
#include <vector>

// A JSON object with its signature inside, so that one line or one file is all that has to be kept:
//
//   {"type":"callroom-checkpoint/1", …, "signature":{"alg":"EdDSA","kid":"…","value":"<base64url>"}}
//
// Signed are the bytes of canonical_json(the object without "signature"). "type" is required: a checkpoint's signature
// can then never be shown as a receipt's.
namespace callroom::integrity {

/// Throws std::invalid_argument when `document` has no "type", has a "signature" already, or cannot be spelt
/// canonically.
[[nodiscard]] boost::json::object sign_document(app::Signer& signer, boost::json::object document);

/// `type`: what the document must be; another one is kUnsigned.
[[nodiscard]] Verdict verify_document(const std::vector<app::PublicKey>& keys, const boost::json::object& document,
                                      std::string_view type);

}  // namespace callroom::integrity
