#pragma once

#include "integrity/verify.hpp"

#include <boost/json/object.hpp>
#include <string_view>
#include <vector>

namespace callroom::integrity {

struct ReadDocument {
  Verdict verdict = Verdict::kUnsigned;
  boost::json::object document;  ///< Empty unless `text` is a JSON object.
};
/// Reads a signed document (signed_document.hpp) from a file's text, strictly: only its canonical spelling is good,
/// with one line end behind it at most. A document that was spelt anew still says the same, but what is not byte for
/// byte what we gave out is better looked at than trusted (a name that stands twice in it, say).
[[nodiscard]] ReadDocument read_signed(const std::vector<app::PublicKey>& keys, std::string_view text,
                                       std::string_view type);

}  // namespace callroom::integrity
