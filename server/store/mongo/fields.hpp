#pragma once

#include "store/mongo/key_collection.hpp"
#include "store/personal_fields.hpp"

#include <vector>

namespace callroom::store::mongo {

/// Personal fields with the keys of one operation on the database.
class Fields : private KeyCollection, public PersonalFields {
 public:
  /// Both outlive it.
  Fields(Database& database, const Sealing& sealing)
      : KeyCollection(database), PersonalFields(static_cast<KeyCollection&>(*this), sealing) {}
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;

  using KeyCollection::expect_live;
  /// These documents are about to be read: asks for their keys with one question instead of one by one.
  void expect(const std::vector<Document>& found) {
    if (opens()) KeyCollection::expect(found);
  }
};

}  // namespace callroom::store::mongo
