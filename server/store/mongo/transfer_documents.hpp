#pragma once

#include "store/mongo/bson.hpp"
#include "store/transfer/side.hpp"

// Records of a transfer as documents: the contract's names and types, as documents.hpp has them.
namespace callroom::store::mongo {

/// The `_id` of the document with this key, alone in a document.
[[nodiscard]] Document id_document(const transfer::Form& form, const transfer::Record& key);
[[nodiscard]] Document make_document(const transfer::Form& form, const transfer::Record& record);
/// Counts fields that have no place in `left_out`. Throws transfer::Refused, naming the document.
[[nodiscard]] transfer::Record read_document(const transfer::Form& form, View view, transfer::LeftOut& left_out);

}  // namespace callroom::store::mongo
