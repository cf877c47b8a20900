#pragma once

#include "store/transfer/form.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace callroom::store::transfer {

/// The transfer cannot be made as asked; nothing of the target was changed that a later run would not put right. The
/// message is for the operator.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a source has that the other side has no place for: how many records hold it, by "users.phone".
using LeftOut = std::map<std::string, std::int64_t>;

/// Records of one store, read as they stand. One thread. Every call throws app::StoreUnavailable, or Refused naming a
/// record that nobody understands.
class Source {
 public:
  virtual ~Source() = default;

  /// Which database this is, without secrets: a transfer that was cut off is continued from the same one only.
  [[nodiscard]] virtual std::string name() const = 0;
  /// Throws Refused: there is none, it is of another version, or it has unfinished business.
  virtual void require_usable() = 0;
  /// Of records that have a place in the form.
  [[nodiscard]] virtual std::int64_t count(const Form& form) = 0;
  /// Records that have none.
  [[nodiscard]] virtual LeftOut others() = 0;
  /// Up to `limit` records behind `after` (a key), in an order that is always the same. Fields that have no place in
  /// the form are counted in `left_out`.
  [[nodiscard]] virtual std::vector<Record> read(const Form& form, const std::optional<Record>& after,
                                                 std::size_t limit, LeftOut& left_out) = 0;
};

/// How far a transfer has come in one table.
struct Position {
  std::optional<Record> after;  ///< The key of the last record written.
  std::int64_t records = 0;
};

/// A store that is being filled. Until finish() it is marked: no server starts on half of the records.
class Target : public Source {
 public:
  /// The source of a transfer that was begun and not finished.
  [[nodiscard]] virtual std::optional<std::string> unfinished() = 0;
  /// Makes tables and indexes, and the mark.
  virtual void begin(const std::string& source) = 0;
  [[nodiscard]] virtual Position position(const Form& form) = 0;
  /// Inserts the records, or puts them in the place of those with the same key; `then` becomes durable with them
  /// or after them. Throws Refused when a value that is unique is taken by another record.
  virtual void write(const Form& form, const std::vector<Record>& records, const Position& then) = 0;
  /// Removes every record, and the mark.
  virtual void clear() = 0;
  /// Removes the mark.
  virtual void finish() = 0;
};

}  // namespace callroom::store::transfer
