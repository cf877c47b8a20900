#pragma once

#include "domain/audit.hpp"
#include "domain/ids.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace callroom::app {

/// What an operator does with the keys that personal fields are sealed with, on a store that a server may be using at
/// the same time. Throws StoreUnavailable.
class KeyCare {
 public:
  virtual ~KeyCare() = default;

  struct Status {
    std::string current;  ///< Id of the master key that wraps new data keys.
    /// How many data keys each master key wraps, by its id.
    std::map<std::string, std::int64_t> wrapped_by;
  };
  [[nodiscard]] virtual Status status() = 0;

  /// Wraps every data key anew that another master key than the current one wraps, in batches of their own
  /// transactions; `report` is told after each how many are done. Stopped in between, the next call goes on. Their sum.
  virtual std::int64_t rewrap(const std::function<void(std::int64_t done)>& report) = 0;

  /// Where a destroyed key, wrapped by its master key, may be found all the same.
  enum class Traces : std::uint8_t {
    kNone,
    kLogInUse,         ///< In the database's log, which was being read all the while: erasing again cleans up.
    kDatabaseHistory,  ///< In what a database server keeps of its past (oplog, freed pages), until that is overwritten.
  };
  struct Erased {
    bool had_record = false;  ///< There was a user record; its name and address are overwritten.
    std::int64_t keys = 0;    ///< Data keys destroyed.
    /// Audit records of the user from before encryption, in the hash chain as they were: still in plain.
    std::int64_t plain_audit = 0;
    Traces traces = Traces::kNone;
  };
  /// Destroys the user's data keys: whatever they sealed, audit records included, is "erased" from then on. Sessions,
  /// audit records and their chain stay. `told` is written to the trail in the same commit. nullopt: nothing is known
  /// of such a user, and nothing was written.
  virtual std::optional<Erased> erase(const domain::UserId& user, const std::vector<domain::AuditRecord>& told) = 0;
};

}  // namespace callroom::app
