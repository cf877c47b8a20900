#pragma once

#include "app/ports/audit_log.hpp"
#include "integrity/sha256.hpp"

#include <string>
#include <string_view>

// The hash chain of the audit trail:
//
//   digest = SHA-256 of the record's canonical form
//   hash   = SHA-256 of prevHash and digest, each as 64 hex digits, one after the other
//
// all in lower-case hex. To change one record is to change every hash after it, and the signed checkpoints keep some of
// those. A digest can be shown without its record, so that one session's records can be proven to be in the chain
// without showing anybody else's. The canonical form is a line that names it and thirteen netstrings (length ":" bytes
// ","): any bytes have exactly one spelling, no field can run into the next, and any language can make it.
//
//   callroom-audit/1\n
//   <seq>, <id>, <action>, <timestamp, ms>, <sessionId>, <userId>, <roomId>, <metadata>, <ipAddress>, <userAgent>,
//   <errorCode>, <errorMessage>, <duration, s>,
//
// without the second line break and the spaces. Numbers are decimal digits. A field without a value is "-," (an empty
// one "0:,"). For example the 7th record, of an attempt that was denied, without user and duration:
//
//   callroom-audit/1\n1:7,24:00000000000000000000000a,11:join_denied,13:1795339800000,24:00000000000000000000000b,-,
//   6:room-1,2:{},9:192.0.2.7,5:agent,8:TOO_LATE,0:,-,
namespace callroom::integrity {

[[nodiscard]] std::string canonical_audit(const app::StoredAudit& record);

/// Hashes records, one after the other. One thread at a time.
class ChainHasher {
 public:
  [[nodiscard]] std::string digest(const app::StoredAudit& record);
  [[nodiscard]] std::string link(std::string_view prev_hash, std::string_view digest);
  [[nodiscard]] std::string hash(const app::StoredAudit& record, std::string_view prev_hash) {
    return link(prev_hash, digest(record));
  }

 private:
  Sha256 sha_;
  std::string form_;
};

/// Gives `record` its place after `head`, and moves the head there.
[[nodiscard]] app::ChainedAudit attach(ChainHasher& hasher, app::ChainHead& head, app::StoredAudit record);

}  // namespace callroom::integrity
