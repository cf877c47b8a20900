#include "store/audit_form.hpp"

#include <boost/json.hpp>
#include <utility>

namespace callroom::store {
namespace {

template <class Id>
std::optional<std::string> text_of(const std::optional<Id>& id) {
  if (!id) return std::nullopt;
  return id->str();
}

/// Header values may hold bytes that are not UTF-8; they are facts too and are kept as they came.
boost::json::parse_options any_bytes() {
  boost::json::parse_options options;
  options.allow_invalid_utf8 = true;
  return options;
}

}  // namespace

app::StoredAudit to_stored(const domain::AuditRecord& record) {
  return to_stored(record, write_metadata(record.metadata));
}

app::StoredAudit to_stored(const domain::AuditRecord& record, std::string metadata) {
  return {.seq = 0,
          .id = record.id.str(),
          .action = std::string{domain::to_string(record.action)},
          .timestamp = record.timestamp.time_since_epoch().count(),
          .session_id = text_of(record.session_id),
          .user_id = text_of(record.user_id),
          .room_id = text_of(record.room_id),
          .metadata = std::move(metadata),
          .ip_address = record.ip_address,
          .user_agent = record.user_agent,
          .error_code = record.error_code,
          .error_message = record.error_message,
          .duration = record.duration_seconds};
}

std::string write_metadata(const std::map<std::string, std::string>& metadata) {
  boost::json::object json;
  for (const auto& [key, value] : metadata) json.emplace(key, value);
  return boost::json::serialize(json);
}

std::optional<std::map<std::string, std::string>> read_metadata(std::string_view text) {
  boost::system::error_code error;
  const auto json = boost::json::parse(text, error, {}, any_bytes());
  if (error || !json.is_object()) return std::nullopt;
  std::map<std::string, std::string> metadata;
  for (const auto& [key, value] : json.get_object()) {
    if (!value.is_string()) return std::nullopt;
    metadata.emplace(key, value.get_string());
  }
  return metadata;
}

}  // namespace callroom::store
