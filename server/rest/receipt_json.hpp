#pragma once

#include "domain/receipt.hpp"

#include <boost/json/object.hpp>
#include <string_view>

namespace callroom::rest {

/// What a receipt's `type` says: a signature of something else is none of a receipt (integrity/signed_document.hpp).
inline constexpr std::string_view kReceiptType = "callroom-receipt/1";

/// The document that is signed: ids rather than names, whole seconds and ISO-8601 times, so that it has one canonical
/// spelling. contract/openapi.yaml describes it.
[[nodiscard]] boost::json::object receipt_json(const domain::Receipt& receipt);

}  // namespace callroom::rest
