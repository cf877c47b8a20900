#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "domain/audit.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace callroom::app {

/// An audit record as it stands in the store: what was encrypted is ciphertext here, so that the chain holds whether or
/// not anybody can still read it.
struct StoredAudit {
  std::int64_t seq = 0;  ///< Its place in the chain: 1, 2, 3, … without gaps.
  std::string id;
  std::string action;
  std::int64_t timestamp = 0;  ///< Milliseconds since 1970 UTC.
  std::optional<std::string> session_id;
  std::optional<std::string> user_id;
  std::optional<std::string> room_id;
  std::string metadata;  ///< The text in the store.
  std::string ip_address;
  std::string user_agent;
  std::string error_code;
  std::string error_message;
  std::optional<std::int64_t> duration;  ///< Seconds.
};

/// With its links. Hashes are SHA-256 in lower-case hex, over the form that integrity/audit_chain.hpp describes.
struct ChainedAudit {
  StoredAudit record;
  std::string prev_hash;
  std::string hash;
};

/// Where the next record will be attached. Of an empty chain: 0 and 64 zeros.
struct ChainHead {
  std::int64_t seq = 0;
  std::string hash = std::string(64, '0');
  auto operator<=>(const ChainHead&) const = default;
};

/// Stands for records that were swept: leads the chain from the hash before them to the hash after them.
struct Tombstone {
  std::int64_t from_seq = 0;  ///< The first that is gone.
  std::int64_t to_seq = 0;    ///< The last.
  std::string prev_hash;      ///< What the first was attached to.
  std::string last_hash;      ///< The last one's hash: what the next record is attached to.
  std::string document;       ///< The same, signed: a JSON text (integrity/tombstone.hpp).
};
/// Gives a tombstone's `document`; the other members are set.
using SignTombstone = std::function<std::string(const Tombstone&)>;

/// Every field that is set narrows the list.
struct AuditFilter {
  std::optional<domain::SessionId> session = std::nullopt;
  std::optional<domain::UserId> user = std::nullopt;
  std::optional<domain::AuditAction> action = std::nullopt;
  std::optional<base::WallTime> from = std::nullopt;   ///< timestamp, inclusive
  std::optional<base::WallTime> until = std::nullopt;  ///< timestamp, inclusive
};

struct SweepPlan {
  /// Records of this kind from before this moment go; kinds that are not here stay.
  std::map<domain::AuditAction, base::WallTime> before = {};
  std::size_t limit = 500;  ///< Records at most: the store is locked for others meanwhile.
};

/// The audit trail as a whole. Thread-safe; blocks; throws StoreUnavailable.
class AuditLog {
 public:
  virtual ~AuditLog() = default;

  /// The newest first. Throws BadCursor.
  [[nodiscard]] virtual Page<domain::AuditRecord> search(const AuditFilter& filter, const PageRequest& page) = 0;

  [[nodiscard]] virtual ChainHead head() = 0;
  /// The records after this place that are still there, in the order of their places.
  [[nodiscard]] virtual std::vector<ChainedAudit> chain(std::int64_t after, std::size_t limit) = 0;
  /// The one that stands for this place.
  [[nodiscard]] virtual std::optional<Tombstone> tombstone_at(std::int64_t seq) = 0;
  /// All records of a session with their links, in the order of their places.
  [[nodiscard]] virtual std::vector<ChainedAudit> chain_of(const domain::SessionId& session) = 0;

  /// Removes what the plan says, and puts tombstones in its place in the same step; neighbouring tombstones become one.
  /// Returns how many records went; fewer than the limit: nothing is left to sweep.
  virtual std::size_t sweep(const SweepPlan& plan, const SignTombstone& sign) = 0;
  /// Removes quality samples received, and ratings given, before this moment, some thousand at most. Returns how many
  /// went; 0: nothing is left.
  virtual std::size_t sweep_feedback(base::WallTime before) = 0;
};

}  // namespace callroom::app
