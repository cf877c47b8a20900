#include "store/mongo/filters.hpp"

#include "store/mongo/documents.hpp"

#include <limits>

namespace callroom::store::mongo {
namespace {

/// {$in: values}, each appended by `append(list, index)`.
template <class Values, class Append>
Document in(const Values& values, const Append& append) {
  std::vector<Document> holders;
  for (const auto& value : values) {
    holders.emplace_back();
    append(holders.back(), value);
  }
  return Document{}.values("$in", holders);
}

Document in_texts(const std::vector<std::string>& texts) {
  return in(texts, [](Document& holder, const std::string& text) { holder.text("v", text); });
}

/// Behind (1) or before (-1) a position in the order of `field`, then `_id`.
Document beyond(const char* field, const char* comparison, const Position& position) {
  const auto other_time = Document{}.document(field, Document{}.time(comparison, position.time));
  auto same_time = Document{}.time(field, position.time);
  same_time.document("_id", Document{}.id(comparison, position.id.str()));
  return Document{}.array("$or", {other_time, same_time});
}

Document takes_part(const domain::UserId& user) {
  return Document{}.array("$or", {refers_to("clientId", user.str()), refers_to("psychologistId", user.str())});
}

Document all_of(const std::vector<Document>& conditions) {
  if (conditions.empty()) return {};
  if (conditions.size() == 1) return conditions.front();
  return Document{}.array("$and", conditions);
}

}  // namespace

Document in_ids(const std::vector<std::string>& ids) {
  return in(ids, [](Document& holder, const std::string& id) { holder.id("v", id); });
}

Document refers_to(const char* field, const std::string& id) {
  const std::vector<Document> forms{Document{}.id("v", id), Document{}.text("v", id)};
  return Document{}.document(field, Document{}.values("$in", forms));
}

Document equals(const char* field, const std::string& text) { return Document{}.text(field, text); }

std::vector<Document> find_by_id_or(Database& database, const char* collection, const std::vector<std::string>& ids,
                                    const char* field, const std::vector<std::string>& texts) {
  if (ids.empty()) return {};
  const auto with_id = ids.size() == 1 ? by_id(ids.front()) : Document{}.document("_id", in_ids(ids));
  if (texts.empty()) return database.find(collection, with_id);
  return database.find(collection,
                       Document{}.array("$or", {with_id, Document{}.document(field, in_texts(texts))}));
}

Document sessions_filter(const app::SessionFilter& filter, const std::optional<Position>& after) {
  std::vector<Document> conditions;
  if (filter.participant) conditions.push_back(takes_part(*filter.participant));
  if (filter.status) conditions.push_back(Document{}.text("status", domain::to_string(*filter.status)));
  if (filter.from) conditions.push_back(Document{}.document("sessionDate", Document{}.time("$gte", *filter.from)));
  if (filter.until) conditions.push_back(Document{}.document("sessionDate", Document{}.time("$lte", *filter.until)));
  if (after) conditions.push_back(beyond("sessionDate", "$gt", *after));
  return all_of(conditions);
}

Document ended_filter(const std::optional<domain::UserId>& participant, const std::optional<Position>& after) {
  // Not $exists: others write null for what has not happened.
  constexpr base::WallTime kEver{base::Millis{std::numeric_limits<std::int64_t>::min()}};
  std::vector<Document> conditions{Document{}.document("videoCallEnded", Document{}.time("$gte", kEver))};
  if (participant) conditions.push_back(takes_part(*participant));
  if (after) conditions.push_back(beyond("videoCallEnded", "$lt", *after));
  return all_of(conditions);
}

Document audit_filter(const app::AuditFilter& filter, const std::optional<Position>& after) {
  std::vector<Document> conditions;
  if (filter.session) conditions.push_back(refers_to("sessionId", filter.session->str()));
  if (filter.user) conditions.push_back(refers_to("userId", filter.user->str()));
  if (filter.action) conditions.push_back(Document{}.text("action", domain::to_string(*filter.action)));
  if (filter.from) conditions.push_back(Document{}.document("timestamp", Document{}.time("$gte", *filter.from)));
  if (filter.until) conditions.push_back(Document{}.document("timestamp", Document{}.time("$lte", *filter.until)));
  if (after) conditions.push_back(beyond("timestamp", "$lt", *after));
  return all_of(conditions);
}

Document sorted_by(const char* field, std::int64_t direction, std::size_t limit) {
  Document order;
  order.integer(field, direction);
  order.integer("_id", direction);
  return Document{}.document("sort", order).integer("limit", static_cast<std::int64_t>(limit));
}

}  // namespace callroom::store::mongo
