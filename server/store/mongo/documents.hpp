#pragma once

#include "app/ports/audit_log.hpp"
#include "domain/audit.hpp"
#include "domain/presence.hpp"
#include "domain/quality.hpp"
#include "domain/rating.hpp"
#include "domain/session.hpp"
#include "domain/user.hpp"
#include "store/mongo/bson.hpp"
#include "store/personal_fields.hpp"

// How a record stands in its collection: the contract's names and types. Documents that another application wrote are
// read as they are meant (references that were populated or are text, times as text, defaults for what is missing); a
// word that no closed list knows throws app::StoreUnavailable, naming the record: a guess would be worse than an error.
// Reading opens personal fields. Users and sessions are made in plain here, and sealed by sealed_documents.hpp.
namespace callroom::store::mongo {

inline constexpr auto kUsers = "users";
inline constexpr auto kSessions = "sessions";
inline constexpr auto kAudit = "videocallauditlogs";
inline constexpr auto kMetrics = "videocallmetrics";
// Collections of our own.
inline constexpr auto kPresence = "callpresence";
inline constexpr auto kQuality = "videocallquality";
inline constexpr auto kRatings = "videocallratings";
inline constexpr auto kKeys = "callroomkeys";
inline constexpr auto kJournal = "callroomjournal";
inline constexpr auto kChain = "callroomchain";            ///< The audit chain's head, and whose turn it is to sweep.
inline constexpr auto kTombstones = "callroomtombstones";  ///< By from_seq.

/// In a data key: its scope, as long as it is not destroyed. Unique.
inline constexpr auto kLiveScope = "liveScope";

/// The commit that last wrote this document, and what of it still has to be written elsewhere (outbox.hpp).
inline constexpr auto kLastCommit = "callroomCommit";
inline constexpr auto kOutbox = "callroomOutbox";

[[nodiscard]] Document by_id(const std::string& hex);

[[nodiscard]] domain::User read_user(View view, PersonalFields& fields);
[[nodiscard]] Document user_document(const domain::User& user);

[[nodiscard]] domain::Session read_session(View view, PersonalFields& fields);
/// With callDuration (minutes) and callDurationSeconds, which follow from start and end, and isVideoCall.
[[nodiscard]] Document session_document(const domain::Session& session);

[[nodiscard]] domain::PresenceInterval read_presence(View view);
[[nodiscard]] Document presence_document(const domain::PresenceInterval& stay);

[[nodiscard]] domain::AuditRecord read_audit(View view, PersonalFields& fields);
[[nodiscard]] Document audit_document(const domain::AuditRecord& record, PersonalFields& fields);
/// What the audit chain hashes: the same as of that record in every other store. Never throws for what the document
/// holds: one that somebody changed has another hash, whatever is in it. Without its place.
[[nodiscard]] app::StoredAudit stored_audit(View view);

/// Appends the field `metadata` from its text in a StoredAudit.
void append_metadata_text(Document& made, const std::string& text);

/// Its `_id` is made of session, user and time, so that the same sample is there once; so a rating's, of session and
/// user.
[[nodiscard]] domain::QualitySample read_quality(View view);
[[nodiscard]] Document quality_document(const domain::QualitySample& sample);

[[nodiscard]] domain::CallRating read_rating(View view, PersonalFields& fields);
[[nodiscard]] Document rating_document(const domain::CallRating& rating, PersonalFields& fields);

/// {$set, $unset} that turns `stored` into `wanted` in the fields that we own and that differ; fields that we do not
/// know stay. What `stored` says in another way (a populated reference, a time as text) is left as it is said, because
/// `unchanged(key)` is asked first. Empty: nothing differs.
struct Difference {
  Document set;
  Document unset;
};
[[nodiscard]] Difference difference(View stored, View normal, View wanted);

}  // namespace callroom::store::mongo
