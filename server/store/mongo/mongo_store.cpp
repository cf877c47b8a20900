#include "store/mongo/mongo_store.hpp"

#include "store/cursor.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/filters.hpp"
#include "store/mongo/read_field.hpp"
#include "store/mongo/sealed_documents.hpp"

#include <algorithm>
#include <set>

namespace callroom::store {

using mongo::Document;
using mongo::View;

namespace {

template <class Id>
std::vector<std::string> texts_of(const std::vector<Id>& ids) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(id.str());
  return texts;
}

Document sort(std::initializer_list<const char*> fields) {
  Document order;
  for (const auto* field : fields) order.integer(field, 1);
  return Document{}.document("sort", order);
}

}  // namespace

MongoStore::MongoStore(const base::Secret& uri, const base::Clock& clock, const MongoOptions& options)
    : clock_(clock),
      database_(uri, clock),
      sealing_(mongo::sealing_for(database_, clock, options)),
      committer_(database_, sealing_, clock, options.between_steps) {
  mongo::make_ready(database_, committer_, sealing_, options.on_sealing);
}

template <class Read>
auto MongoStore::open_one(const char* collection, const Document& filter, mongo::Fields& fields, const Read& read)
    -> std::optional<decltype(read(View{nullptr}, fields))> {
  committer_.settle();
  const auto found = database_.find_one(collection, filter);
  if (!found) return std::nullopt;
  committer_.finish(collection, found->view());
  return read(found->view(), fields);
}

template <class Read>
auto MongoStore::open_all(const char* collection, const Document& filter, const Document& options, const Read& read) {
  const auto found = read_all(collection, filter, options, [](View view) { return Document{view.get()}; });
  mongo::Fields fields(database_, sealing_);
  fields.expect(found);
  std::vector<decltype(read(View{nullptr}, fields))> all;
  for (const auto& document : found) all.push_back(read(document.view(), fields));
  return all;
}

template <class Read>
auto MongoStore::read_all(const char* collection, const Document& filter, const Document& options, const Read& read)
    -> std::vector<decltype(read(View{nullptr}))> {
  committer_.settle();
  const auto whole = committer_.gate().together();
  std::vector<decltype(read(View{nullptr}))> all;
  database_.each(collection, filter, options, [&](View view) { all.push_back(read(view)); });
  return all;
}

std::optional<domain::User> MongoStore::user(const domain::UserId& id) {
  mongo::Fields fields(database_, sealing_);
  return open_one(mongo::kUsers, mongo::by_id(id.str()), fields, mongo::read_user);
}

std::optional<domain::User> MongoStore::user_by_email(const std::string& email) {
  mongo::Fields fields(database_, sealing_);
  const auto filter = mongo::equals(mongo::unique_field(mongo::kUsers, fields), fields.email_key(email));
  return open_one(mongo::kUsers, filter, fields, mongo::read_user);
}

app::Page<domain::User> MongoStore::users(const app::PageRequest& page) {
  const auto after = cursor_of(CursorOf::kUsers, page);
  const auto size = page_size(page);
  Document filter;
  if (after) filter.document("_id", Document{}.id("$gt", after->id.str()));
  auto found = open_all(mongo::kUsers, filter, sort({"_id"}).integer("limit", static_cast<std::int64_t>(size + 1)),
                        mongo::read_user);
  return make_page(std::move(found), size, CursorOf::kUsers, user_position);
}

std::optional<domain::Session> MongoStore::session(const domain::SessionId& id) {
  mongo::Fields fields(database_, sealing_);
  return open_one(mongo::kSessions, mongo::by_id(id.str()), fields, mongo::read_session);
}

std::optional<domain::Session> MongoStore::session_by_room(const domain::RoomId& room) {
  mongo::Fields fields(database_, sealing_);
  const auto filter = mongo::equals(mongo::unique_field(mongo::kSessions, fields), fields.meeting_link_key(room.str()));
  return open_one(mongo::kSessions, filter, fields, mongo::read_session);
}

app::Page<domain::Session> MongoStore::sessions(const app::SessionFilter& filter, const app::PageRequest& page) {
  const auto size = page_size(page);
  auto found = open_all(mongo::kSessions, mongo::sessions_filter(filter, cursor_of(CursorOf::kSessions, page)),
                        mongo::sorted_by("sessionDate", 1, size + 1), mongo::read_session);
  return make_page(std::move(found), size, CursorOf::kSessions, session_position);
}

app::Page<domain::Session> MongoStore::ended_calls(const std::optional<domain::UserId>& participant,
                                                   const app::PageRequest& page) {
  const auto size = page_size(page);
  auto found = open_all(mongo::kSessions, mongo::ended_filter(participant, cursor_of(CursorOf::kEndedCalls, page)),
                        mongo::sorted_by("videoCallEnded", -1, size + 1), mongo::read_session);
  return make_page(std::move(found), size, CursorOf::kEndedCalls, end_position);
}

std::vector<domain::Session> MongoStore::running_calls() {
  const auto in_progress = mongo::equals("status", std::string{to_string(domain::SessionStatus::kInProgress)});
  auto found = open_all(mongo::kSessions, in_progress, sort({"sessionDate", "_id"}), mongo::read_session);
  std::erase_if(found, [](const domain::Session& session) { return !session.call_started || session.call_ended; });
  return found;
}

std::vector<domain::PresenceInterval> MongoStore::presence(const domain::SessionId& session) {
  return read_all(mongo::kPresence, Document{}.id("sessionId", session.str()), sort({"joinedAt", "_id"}),
                  mongo::read_presence);
}

std::vector<domain::SessionId> MongoStore::sessions_with_open_stays() {
  const auto open = Document{}.document("leftAt", Document{}.boolean("$exists", false));
  const auto only_session = Document{}.document("projection", Document{}.integer("sessionId", 1));
  const auto found = read_all(mongo::kPresence, open, only_session,
                              [](View view) { return mongo::read_id<domain::SessionId>(view, "sessionId"); });
  const std::set<domain::SessionId> distinct{found.begin(), found.end()};
  return {distinct.begin(), distinct.end()};
}

std::vector<domain::QualitySample> MongoStore::quality_of(const domain::SessionId& session) {
  return read_all(mongo::kQuality, Document{}.id("sessionId", session.str()), sort({"userId", "at"}),
                  mongo::read_quality);
}

std::vector<base::WallTime> MongoStore::quality_times(const domain::SessionId& session, const domain::UserId& user) {
  const auto filter = Document{}.id("sessionId", session.str()).id("userId", user.str());
  auto options = sort({"at"});
  options.document("projection", Document{}.integer("at", 1));
  return read_all(mongo::kQuality, filter, options, [](View view) { return mongo::read_time(view, "at"); });
}

std::map<domain::SessionId, double> MongoStore::average_levels(const std::vector<domain::SessionId>& sessions) {
  std::map<domain::SessionId, double> averages;
  if (sessions.empty()) return averages;
  committer_.settle();
  const auto of_these = Document{}.document("sessionId", mongo::in_ids(texts_of(sessions)));
  // One sum a time: FerretDB gives the second of a $group nothing to add up.
  const auto sums = [&](const char* field) {
    Document group;
    group.text("_id", "$sessionId").document("sum", Document{}.text("$sum", field));
    return database_.aggregate(mongo::kQuality,
                               {Document{}.document("$match", of_these), Document{}.document("$group", group)});
  };
  std::map<domain::SessionId, double> seconds;
  for (const auto& row : sums("$seconds"))
    seconds.emplace(mongo::read_id<domain::SessionId>(row.view(), "_id"), row.view().real("sum").value_or(0));
  for (const auto& row : sums("$levelSeconds")) {
    const auto session = mongo::read_id<domain::SessionId>(row.view(), "_id");
    const auto of_session = seconds.find(session);
    if (of_session != seconds.end() && of_session->second > 0)
      averages.emplace(session, row.view().real("sum").value_or(0) / of_session->second);
  }
  return averages;
}

std::vector<domain::CallRating> MongoStore::ratings_of(const std::vector<domain::SessionId>& sessions) {
  if (sessions.empty()) return {};
  return open_all(mongo::kRatings, Document{}.document("sessionId", mongo::in_ids(texts_of(sessions))),
                  sort({"sessionId", "userId"}), mongo::read_rating);
}

std::vector<domain::AuditRecord> MongoStore::audit_of(const domain::SessionId& session) {
  return open_all(mongo::kAudit, mongo::refers_to("sessionId", session.str()), sort({"timestamp", "_id"}),
                  mongo::read_audit);
}

app::CommitOutcome MongoStore::commit(const app::Commit& commit) { return committer_.commit(commit); }

void MongoStore::check() {
  constexpr auto kChecks = "callroomchecks";
  committer_.settle();
  const auto filter = Document{}.text("_id", "readiness");
  auto mark = filter;
  mark.time("at", clock_.now());
  (void)database_.put(kChecks, filter, mark);
  if (!database_.find_one(kChecks, filter)) throw app::StoreUnavailable("MongoDB forgot what it acknowledged");
}

}  // namespace callroom::store
