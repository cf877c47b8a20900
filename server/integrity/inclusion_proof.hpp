#pragma once

#include "app/ports/audit_log.hpp"
#include "app/ports/signer.hpp"
#include "integrity/checkpoint.hpp"

#include <boost/json/object.hpp>
#include <cstdint>
#include <string>
#include <vector>

// That a session's records are in the trail, shown to somebody who has nothing but this document and a published key:
//
//   {"type":"callroom-audit-proof/1","sessionId":"…","checkpoints":[<signed line>,…],
//    "segments":[{"prevHash":"…","steps":[{"record":{…}},{"digest":"…"},…]},…]}
//
// A segment begins at a record of the session and ends at the place of a signed checkpoint. Each step gives the next
// hash (audit_chain.hpp): from a record of the session itself, or from the mere digest of somebody else's, which says
// nothing of them. Records are as stored: ciphertext where encryption is on.
namespace callroom::integrity {

/// Throws std::runtime_error when the session has no records, no checkpoint follows its last one, or a swept record
/// lies between a record and its checkpoint.
[[nodiscard]] boost::json::object make_proof(app::AuditLog& log, const domain::SessionId& session,
                                             const std::vector<CheckpointLine>& checkpoints);

struct ProofReport {
  bool valid = false;
  std::string session_id;
  std::int64_t records = 0;
  std::string why;  ///< Unless valid: what is wrong, for a person.
};
/// Needs nothing but the keys.
[[nodiscard]] ProofReport verify_proof(const boost::json::object& proof, const std::vector<app::PublicKey>& keys);

}  // namespace callroom::integrity
