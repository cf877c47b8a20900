#pragma once

#include "app/ports/signer.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace callroom::integrity {

enum class Verdict : std::uint8_t {
  kGood,
  kUnsigned,      ///< There is no signature, or none that can be read.
  kUnknownKey,    ///< Signed by a key that was not given: nothing can be said.
  kBadSignature,  ///< The bytes are not those that were signed.
};
[[nodiscard]] std::string_view to_string(Verdict verdict) noexcept;  ///< "good", "unsigned", …

/// Needs nothing but the keys: no server, no file. A retired key's signatures are as good as ever.
[[nodiscard]] Verdict verify(const std::vector<app::PublicKey>& keys, std::string_view bytes,
                             const app::Signature& signature);

}  // namespace callroom::integrity
