#include "app/audit_search.hpp"
#include "base/iso_time.hpp"
#include "rest/audit_json.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/json_write.hpp"
#include "rest/query.hpp"

#include <boost/json/array.hpp>

namespace callroom::rest {
namespace {

namespace json = boost::json;

template <class Id>
json::value optional_id(const std::optional<Id>& id) {
  return id ? json::value(id->str()) : json::value(nullptr);
}

}  // namespace

json::object audit_json(const domain::AuditRecord& record) {
  json::object metadata;
  for (const auto& [name, value] : record.metadata) metadata.emplace(name, value);
  return {{"id", record.id.str()},
          {"sessionId", optional_id(record.session_id)},
          {"userId", optional_id(record.user_id)},
          {"roomId", optional_id(record.room_id)},
          {"action", domain::to_string(record.action)},
          {"timestamp", base::to_iso(record.timestamp)},
          {"metadata", std::move(metadata)},
          {"ipAddress", record.ip_address},
          {"userAgent", record.user_agent},
          {"errorCode", record.error_code},
          {"errorMessage", record.error_message},
          {"duration", record.duration_seconds ? json::value(*record.duration_seconds) : json::value(nullptr)}};
}
Reply search_audit(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  app::AuditFilter filter;
  filter.session = query.parsed<domain::SessionId>("sessionId", domain::SessionId::parse);
  filter.user = query.parsed<domain::UserId>("userId", domain::UserId::parse);
  filter.action = query.parsed<domain::AuditAction>("action", domain::parse_audit_action);
  filter.from = query.time("from");
  filter.until = query.time("until");
  const auto wanted = query.page();
  if (query.wrong()) return invalid_query(*query.wrong());
  context.session_id = filter.session;

  const auto page = app::search_audit(services.env, filter, wanted, *context.identity, origin_of(context, "audit"));
  boost::json::array records;
  for (const auto& record : page.items) records.push_back(audit_json(record));
  return Success{.data = {{"records", std::move(records)}, {"nextCursor", optional_text(page.next)}}};
}

}  // namespace callroom::rest
