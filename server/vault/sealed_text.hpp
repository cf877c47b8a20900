#pragma once

#include "vault/data_key.hpp"

#include <optional>
#include <string>
#include <string_view>

// One value, sealed, as text that a column or a document can hold:
//
//   enc:1:base64url( key id, 8 bytes | nonce, 12 | ciphertext | tag, 16 )
namespace callroom::vault {

inline constexpr std::string_view kSealedPrefix = "enc:1:";

/// Where a value stands. It is sealed for this place, so that it opens nowhere else.
struct Place {
  std::string_view collection;
  std::string_view record;  ///< The record's id.
  std::string_view field;
};

[[nodiscard]] std::string seal(const DataKey& key, const Place& place, std::string_view plain);

/// The parts of a sealed text.
struct SealedText {
  std::string key_id;  ///< 16 hex digits.
  std::string nonce;
  std::string sealed;  ///< Ciphertext and tag.
};
/// nullopt: not in that form, which is to say plain text.
[[nodiscard]] std::optional<SealedText> parse_sealed(std::string_view text);
/// nullopt: changed, moved here from elsewhere, or of another key.
[[nodiscard]] std::optional<std::string> open(const DataKey& key, const Place& place, const SealedText& text);

}  // namespace callroom::vault
