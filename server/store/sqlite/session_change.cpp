#include "store/sqlite/session_change.hpp"

#include "store/sqlite/rows.hpp"

#include <array>
#include <optional>
#include <string>

// An UPDATE names only what changes: SQLite takes an entry out of every index that has a column named in it, and puts it
// back, whatever the values are. All columns named, the start of a call would write seven indexes; it needs two.
namespace callroom::store::sqlite {
namespace {

using domain::Session;

struct Part {
  const char* assignments;
  bool (*differs)(const Session& before, const Session& after);
  void (*bind)(Query& query, const Session& after, const SessionTexts& texts);
};

template <auto Member>
bool differs(const Session& before, const Session& after) {
  return before.*Member != after.*Member;
}

bool call_differs(const Session& before, const Session& after) {
  return before.call_started != after.call_started || before.call_ended != after.call_ended;
}

constexpr std::array kParts{
    Part{", clientId = :clientId", differs<&Session::client_id>,
         [](Query& query, const Session& after, const SessionTexts&) { query.bind(":clientId", after.client_id.str()); }},
    Part{", psychologistId = :psychologistId", differs<&Session::psychologist_id>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":psychologistId", after.psychologist_id.str());
         }},
    Part{", sessionDate = :sessionDate", differs<&Session::session_date>,
         [](Query& query, const Session& after, const SessionTexts&) { query.bind(":sessionDate", after.session_date); }},
    Part{", sessionType = :sessionType", differs<&Session::type>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":sessionType", domain::to_string(after.type));
         }},
    Part{", status = :status", differs<&Session::status>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":status", domain::to_string(after.status));
         }},
    Part{", paymentStatus = :paymentStatus", differs<&Session::payment>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":paymentStatus", domain::to_string(after.payment));
         }},
    Part{", meetingLink = :meetingLink, meetingLinkKey = :meetingLinkKey", differs<&Session::meeting_link>,
         [](Query& query, const Session&, const SessionTexts& texts) {
           query.bind(":meetingLink", texts.meeting_link).bind(":meetingLinkKey", texts.meeting_link_key);
         }},
    Part{", videoCallStarted = :videoCallStarted", differs<&Session::call_started>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":videoCallStarted", after.call_started);
         }},
    Part{", videoCallEnded = :videoCallEnded", differs<&Session::call_ended>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":videoCallEnded", after.call_ended);
         }},
    Part{", callDuration = :callDuration, callDurationSeconds = :callDurationSeconds", call_differs,
         [](Query& query, const Session& after, const SessionTexts&) { bind_duration(query, after); }},
    Part{", recordingEnabled = :recordingEnabled", differs<&Session::recording_enabled>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":recordingEnabled", std::int64_t{after.recording_enabled ? 1 : 0});
         }},
    Part{", recordingUrl = :recordingUrl", differs<&Session::recording_url>,
         [](Query& query, const Session&, const SessionTexts& texts) {
           query.bind(":recordingUrl", texts.recording_url);
         }},
    Part{", lastAccessedAt = :lastAccessedAt", differs<&Session::last_accessed>,
         [](Query& query, const Session& after, const SessionTexts&) {
           query.bind(":lastAccessedAt", after.last_accessed);
         }},
    Part{", accessCount = :accessCount", differs<&Session::access_count>,
         [](Query& query, const Session& after, const SessionTexts&) { query.bind(":accessCount", after.access_count); }},
    Part{", createdAt = :createdAt", differs<&Session::created_at>,
         [](Query& query, const Session& after, const SessionTexts&) { query.bind(":createdAt", after.created_at); }},
};

/// Sealed only where they are written: each sealing is another text.
SessionTexts texts_of(Fields& fields, const Session& before, const Session& after) {
  const bool written = before.meeting_link != after.meeting_link || before.recording_url != after.recording_url;
  return written ? fields.texts(after) : SessionTexts{};
}

}  // namespace

app::CommitOutcome change_session(Connection& db, Fields& fields, const app::SessionWrite& change) {
  const auto& after = change.after;
  const auto before = find_session(db, fields, after.id);
  if (!before || before->revision != change.expected_revision) return app::CommitOutcome::kConflict;
  std::string sql = "UPDATE sessions SET updatedAt = :updatedAt, revision = :revision";
  for (const auto& part : kParts) {
    if (part.differs(*before, after)) sql += part.assignments;
  }
  sql += " WHERE id = :id";
  const auto texts = texts_of(fields, *before, after);
  auto query = db.query(sql);
  query.bind(":id", after.id.str())
      .bind(":updatedAt", after.updated_at)
      .bind(":revision", change.expected_revision + 1);
  for (const auto& part : kParts) {
    if (part.differs(*before, after)) part.bind(query, after, texts);
  }
  return query.write() == Written::kYes ? app::CommitOutcome::kDone : app::CommitOutcome::kDuplicate;
}

}  // namespace callroom::store::sqlite
