#pragma once

#include "store/mongo/bson.hpp"
#include "store/mongo/documents.hpp"

#include <optional>
#include <string>

// How one user or session is to change, as documents.
namespace callroom::store::mongo {

struct DocumentChange {
  const char* collection = nullptr;
  std::string id;
  std::optional<Document> stored;  ///< As it is in the database; empty: to be inserted.
  Document made;                   ///< What is to be inserted.
  Difference difference;           ///< What is to change, as it is to be stored.
  std::string released = {};       ///< The field of a unique index, when its value is given up.
};

/// Matches the document as `stored` has it, as long as no commit changed it since: by the commit that last wrote it
/// and, for what another application may have restored, the revision. A document that has an outbox waits for it.
[[nodiscard]] Document guard_of(const std::string& id, View stored);

/// {$set, $unset}, without those that would be empty.
[[nodiscard]] Document update_of(const Document& set, const Document& unset);

}  // namespace callroom::store::mongo
