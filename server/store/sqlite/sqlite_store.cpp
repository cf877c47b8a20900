#include "store/sqlite/sqlite_store.hpp"

#include "store/cursor.hpp"
#include "store/sqlite/feedback_rows.hpp"
#include "store/sqlite/open.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/session_lists.hpp"

namespace callroom::store {

using sqlite::Connection;
using sqlite::Fields;
using sqlite::Query;

namespace {

template <class Read>
auto first_row(Query& query, const Read& read) -> std::optional<decltype(read(query))> {
  if (!query.step()) return std::nullopt;
  return read(query);
}

/// Reads a row whose personal fields `fields` open.
template <class Read>
auto with(Fields& fields, const Read& read) {
  return [&](const Query& row) { return read(row, fields); };
}

template <class Read>
auto all_rows(Query& query, const Read& read) {
  std::vector<decltype(read(query))> rows;
  while (query.step()) rows.push_back(read(query));
  return rows;
}

}  // namespace

SqliteStore::SqliteStore(const std::filesystem::path& path, const SqliteOptions& options)
    : sealing_(options.sealing),
      writer_(sqlite::open_for_writing(path, options), options.sealing, options.most_queued_commits),
      readers_([path, options] { return sqlite::open_for_reading(path, options); }, options.most_readers) {}

std::optional<domain::User> SqliteStore::user(const domain::UserId& id) {
  return read_with([&](Connection& db, Fields& fields) {
    auto query = db.query("SELECT " + sqlite::kUserColumns + " FROM users WHERE id = :id");
    query.bind(":id", id.str());
    return first_row(query, with(fields, sqlite::read_user));
  });
}

std::optional<domain::User> SqliteStore::user_by_email(const std::string& email) {
  return read_with([&](Connection& db, Fields& fields) {
    const auto key = fields.email_key(email);
    auto query = db.query("SELECT " + sqlite::kUserColumns + " FROM users WHERE emailKey = :emailKey");
    query.bind(":emailKey", key);
    return first_row(query, with(fields, sqlite::read_user));
  });
}

app::Page<domain::User> SqliteStore::users(const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kUsers, page);
  const auto size = page_size(page);
  return read_with([&](Connection& db, Fields& fields) {
    auto query = db.query("SELECT " + sqlite::kUserColumns + " FROM users WHERE id > :after ORDER BY id LIMIT :limit");
    query.bind(":after", after ? after->id.str() : std::string_view{}).bind(":limit", std::int64_t(size + 1));
    return make_page(all_rows(query, with(fields, sqlite::read_user)), size, CursorOf::kUsers, user_position);
  });
}

std::optional<domain::Session> SqliteStore::session(const domain::SessionId& id) {
  return read_with([&](Connection& db, Fields& fields) { return sqlite::find_session(db, fields, id); });
}

std::optional<domain::Session> SqliteStore::session_by_room(const domain::RoomId& room) {
  return read_with([&](Connection& db, Fields& fields) {
    const auto key = fields.meeting_link_key(room.str());
    auto query = db.query("SELECT " + sqlite::kSessionColumns + " FROM sessions WHERE meetingLinkKey = :room");
    query.bind(":room", key);
    return first_row(query, with(fields, sqlite::read_session));
  });
}

app::Page<domain::Session> SqliteStore::sessions(const app::SessionFilter& filter, const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kSessions, page);
  const auto size = page_size(page);
  return read_with([&](Connection& db, Fields& fields) {
    const auto sql = sqlite::sessions_sql(filter, after);
    auto query = db.query(sql);
    sqlite::bind_sessions(query, filter, after, size + 1);
    return make_page(all_rows(query, with(fields, sqlite::read_session)), size, CursorOf::kSessions, session_position);
  });
}

app::Page<domain::Session> SqliteStore::ended_calls(const std::optional<domain::UserId>& participant,
                                                    const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kEndedCalls, page);
  const auto size = page_size(page);
  return read_with([&](Connection& db, Fields& fields) {
    const auto sql = sqlite::ended_calls_sql(participant, after);
    auto query = db.query(sql);
    sqlite::bind_ended_calls(query, participant, after, size + 1);
    return make_page(all_rows(query, with(fields, sqlite::read_session)), size, CursorOf::kEndedCalls, end_position);
  });
}

std::vector<domain::Session> SqliteStore::running_calls() {
  return read_with([&](Connection& db, Fields& fields) {
    auto query = db.query("SELECT " + sqlite::kSessionColumns +
                          " FROM sessions WHERE status = :status AND videoCallStarted IS NOT NULL "
                          "AND videoCallEnded IS NULL ORDER BY sessionDate, id");
    query.bind(":status", domain::to_string(domain::SessionStatus::kInProgress));
    return all_rows(query, with(fields, sqlite::read_session));
  });
}

std::vector<domain::PresenceInterval> SqliteStore::presence(const domain::SessionId& session) {
  return readers_.with([&](Connection& db) {
    auto query = db.query("SELECT " + sqlite::kPresenceColumns +
                          " FROM callpresence WHERE sessionId = :session ORDER BY joinedAt, id");
    query.bind(":session", session.str());
    return all_rows(query, sqlite::read_presence);
  });
}

std::vector<domain::SessionId> SqliteStore::sessions_with_open_stays() {
  return readers_.with([&](Connection& db) {
    auto query = db.query("SELECT DISTINCT sessionId FROM callpresence WHERE leftAt IS NULL ORDER BY sessionId");
    return all_rows(query, [](const Query& row) { return sqlite::read_id<domain::SessionId>(row, 0); });
  });
}

std::vector<domain::QualitySample> SqliteStore::quality_of(const domain::SessionId& session) {
  return readers_.with([&](Connection& db) {
    auto query = db.query("SELECT " + sqlite::kQualityColumns +
                          " FROM videocallquality WHERE sessionId = :session ORDER BY userId, at");
    query.bind(":session", session.str());
    return all_rows(query, sqlite::read_quality);
  });
}

std::vector<base::WallTime> SqliteStore::quality_times(const domain::SessionId& session, const domain::UserId& user) {
  return readers_.with([&](Connection& db) {
    auto query = db.query("SELECT at FROM videocallquality WHERE sessionId = :session AND userId = :user ORDER BY at");
    query.bind(":session", session.str()).bind(":user", user.str());
    return all_rows(query, [](const Query& row) { return row.time(0); });
  });
}

std::map<domain::SessionId, double> SqliteStore::average_levels(const std::vector<domain::SessionId>& sessions) {
  const auto ids = sqlite::id_list(sessions);
  return readers_.with([&](Connection& db) {
    auto query = db.query(sqlite::kAverageLevelsSql);
    query.bind(":ids", ids);
    std::map<domain::SessionId, double> averages;
    while (query.step()) averages.emplace(sqlite::read_id<domain::SessionId>(query, 0), query.real(1));
    return averages;
  });
}

std::vector<domain::CallRating> SqliteStore::ratings_of(const std::vector<domain::SessionId>& sessions) {
  const auto ids = sqlite::id_list(sessions);
  return read_with([&](Connection& db, Fields& fields) {
    auto query = db.query(sqlite::kRatingsSql);
    query.bind(":ids", ids);
    return all_rows(query, with(fields, sqlite::read_rating));
  });
}

std::vector<domain::AuditRecord> SqliteStore::audit_of(const domain::SessionId& session) {
  return read_with([&](Connection& db, Fields& fields) {
    auto query = db.query("SELECT " + sqlite::kAuditColumns +
                          " FROM videocallauditlogs WHERE sessionId = :session ORDER BY timestamp, id");
    query.bind(":session", session.str());
    return all_rows(query, with(fields, sqlite::read_audit));
  });
}

app::CommitOutcome SqliteStore::commit(const app::Commit& commit) { return writer_.commit(commit); }

void SqliteStore::check() {
  writer_.check();
  readers_.with([](Connection& db) { return db.integer("SELECT checks FROM storecheck"); });
}

}  // namespace callroom::store
