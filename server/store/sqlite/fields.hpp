#pragma once

#include "store/personal_fields.hpp"
#include "store/sqlite/key_table.hpp"

namespace callroom::store::sqlite {

/// Personal fields with the keys of a connection's database. Used within the connection's transactions; makes keys only
/// on the writing one.
class Fields : private KeyTable, public PersonalFields {
 public:
  Fields(Connection& db, const Sealing& sealing)
      : KeyTable(db), PersonalFields(static_cast<KeyTable&>(*this), sealing) {}
  Fields(const Fields&) = delete;
  Fields& operator=(const Fields&) = delete;
};

}  // namespace callroom::store::sqlite
