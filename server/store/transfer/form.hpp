#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

// What is moved from one store to another: for each table, which fields and of what kind. Values move as they stand in
// the store, sealed ones sealed: they are bound to their record and field, and their keys move along. Both stores read
// and write by this one list, so that a field cannot be known to only one of them.
namespace callroom::store::transfer {

enum class Kind : std::uint8_t {
  kId,        ///< 24 hex digits; an ObjectId in MongoDB.
  kText,      ///< As it is, sealed or not.
  kFact,      ///< Text that a document leaves out when it is empty.
  kTime,      ///< Milliseconds since 1970 UTC; a Date.
  kInteger,
  kReal,
  kAverage,   ///< kReal; 0 and missing are the same.
  kBoolean,   ///< 0 or 1.
  kMetadata,  ///< A JSON object of strings, or one sealed; a document in MongoDB.
  kCells,     ///< [[cell,count],…]; [{cell, count}, …] in MongoDB.
  kCounts,    ///< {code: count, …}; [{code, count}, …].
  kUserIds,   ///< [id, …]; [{userId}, …].
};

/// What a field is when another application's document lacks it.
struct Absent {};    ///< It may be missing.
struct Required {};  ///< Then the record is unreadable.
struct TimeOfId {};  ///< The time in the record's ObjectId.
struct AsBefore {};  ///< What the field before it in the list is.
using Missing = std::variant<Absent, Required, TimeOfId, AsBefore, std::int64_t, std::string>;

struct Field {
  const char* name;
  Kind kind;
  Missing missing = Required{};
};

/// A text, and what its record is found by where the text is sealed: a keyed hash. Elsewhere it is the same text again.
struct Lookup {
  const char* plain;
  const char* key;
};

struct Form {
  const char* table;              ///< In SQLite.
  const char* collection;         ///< In MongoDB.
  std::size_t keys;               ///< So many of the first fields name a record.
  std::vector<Field> fields = {};
  const Lookup* lookup = nullptr;

  [[nodiscard]] std::size_t index_of(const char* field) const;
};

/// In the order in which they are moved: data keys before what they sealed, the chain's head before its records.
[[nodiscard]] std::span<const Form> forms();
[[nodiscard]] const Form& form_of(const char* table);

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;
/// Values in the order of the form's fields; of a key: only those that name a record.
using Record = std::vector<Value>;

/// The one form of a record whose look-up key only repeats the text: without the key. So an erased person's, whose
/// address was overwritten in one way or another.
void drop_repeated_key(const Form& form, Record& record);

/// The tables that hold sealed fields, and one that every sealed record has.
struct SealedField {
  const char* table;
  const char* field;
};
inline constexpr SealedField kSealedFields[] = {
    {"users", "name"}, {"sessions", "meetingLink"}, {"videocallratings", "comment"}};

[[nodiscard]] Record key_of(const Form& form, const Record& record);
/// The key as it is named in errors.
[[nodiscard]] std::string name_of(const Form& form, const Record& record);

}  // namespace callroom::store::transfer
