#pragma once

#include "store/mongo/documents.hpp"
#include "store/personal_fields.hpp"

#include <string>
#include <string_view>
#include <vector>

// Users and sessions are compared and changed field by field, in plain, as audit records and ratings, which are written
// whole, are not: their changes are sealed once they are known, so that a value that stays is not written anew.
namespace callroom::store::mongo {

/// The fields of a user or session that are personal.
[[nodiscard]] std::vector<const char*> personal_fields(std::string_view collection);

/// A user's or session's fields, all or some, as they are to be stored: with the keyed hash that goes with some.
[[nodiscard]] Document sealed(std::string_view collection, const std::string& id, const Document& plain,
                              PersonalFields& fields);
[[nodiscard]] Difference sealed(std::string_view collection, const std::string& id, const Difference& plain,
                                PersonalFields& fields);

/// The field that a user or session is found by beside its id, and that is unique: a keyed hash where the address or
/// link itself is sealed. What to look for in it is PersonalFields::email_key, meeting_link_key.
[[nodiscard]] const char* unique_field(std::string_view collection, const PersonalFields& fields);

}  // namespace callroom::store::mongo
