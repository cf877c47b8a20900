#pragma once

#include "store/mongo/database.hpp"

#include <span>
#include <string>
#include <vector>

// The contract's indexes, and those of our own collections.
namespace callroom::store::mongo {

struct Index {
  const char* collection;
  const char* name;                ///< As MongoDB and Mongoose name it: field_direction, joined.
  std::vector<const char*> fields;  ///< Ascending.
  bool unique = false;
  bool sparse = false;
};
[[nodiscard]] std::span<const Index> indexes();

/// Names of the collection's indexes.
[[nodiscard]] std::vector<std::string> existing_indexes(Database& database, const char* collection);
/// Makes it; one that is there already stays. Throws app::StoreUnavailable: no connection, or records that a unique index
/// forbids.
void create_index(Database& database, const Index& index);
void create_if_missing(Database& database, const Index& index);
void create_indexes(Database& database);

}  // namespace callroom::store::mongo
