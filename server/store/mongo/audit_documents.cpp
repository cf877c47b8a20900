#include "store/audit_form.hpp"
#include "store/mongo/documents.hpp"
#include "store/mongo/read_field.hpp"

#include <bson/bson.h>

#include <algorithm>

namespace callroom::store::mongo {
namespace {

/// May be the name of a field everywhere: some servers and drivers take dots and dollars for paths and operators.
bool is_plain(const std::string& key) {
  constexpr bool kNoNul = false;
  return !key.empty() && key.front() != '$' && key.find('.') == std::string::npos &&
         bson_utf8_validate(key.data(), key.size(), kNoNul);
}

/// A document of texts; when a key may be no field's name, a list of {key, value}.
void append_metadata(Document& made, const std::map<std::string, std::string>& metadata) {
  const bool plain = std::all_of(metadata.begin(), metadata.end(), [](const auto& one) { return is_plain(one.first); });
  if (plain) {
    Document fields;
    for (const auto& [key, value] : metadata) fields.text(key, value);
    made.document("metadata", fields);
    return;
  }
  std::vector<Document> pairs;
  for (const auto& [key, value] : metadata) pairs.push_back(Document{}.text("key", key).text("value", value));
  made.array("metadata", pairs);
}

/// What others put there (numbers, documents) becomes its extended JSON: a fact that is shown, whatever its form.
std::string as_text(View view, const std::string& key) {
  if (auto text = view.text(key.c_str())) return *std::move(text);
  const auto alone = Document{}.copy(key.c_str(), view);
  char* json = bson_as_relaxed_extended_json(alone.get(), nullptr);
  std::string text = json != nullptr ? json : "";
  bson_free(json);
  return text;
}

/// Of a document or a list. One that was sealed is text: metadata_of.
std::map<std::string, std::string> metadata_in(View view) {
  std::map<std::string, std::string> metadata;
  if (const auto fields = document_in(view, "metadata")) {
    for (const auto& key : fields->view().keys()) metadata.emplace(key, as_text(fields->view(), key));
  }
  for (const auto& pair : documents_in(view, "metadata")) {
    metadata.emplace(pair.view().text("key").value_or(""), pair.view().text("value").value_or(""));
  }
  return metadata;
}

/// Of a text: what was sealed, or what another application put there, which is shown as it is.
std::map<std::string, std::string> metadata_of(std::string text) {
  if (text == kErased) return {{std::move(text), "true"}};
  if (auto metadata = read_metadata(text)) return *std::move(metadata);
  return {{"metadata", std::move(text)}};
}

void append_text(Document& made, const char* key, const std::string& value) {
  if (!value.empty()) made.text(key, value);
}

std::optional<std::string> id_text(View view, const char* key) {
  if (const auto id = view.object_id(key)) return id->str();
  return view.text(key);
}

}  // namespace

domain::AuditRecord read_audit(View view, PersonalFields& fields) {
  auto room = view.text("roomId");
  const auto id = read_id<domain::AuditId>(view, "_id");
  const auto open = [&](const char* key) {
    return fields.open({kAudit, id.str(), key}, view.text(key).value_or(""));
  };
  return {.id = id,
          .action = read_word(view, "action", domain::parse_audit_action),
          .timestamp = read_time(view, "timestamp"),
          .session_id = read_optional_id<domain::SessionId>(view, "sessionId"),
          .user_id = read_optional_id<domain::UserId>(view, "userId"),
          .room_id = room ? std::optional{domain::RoomId{*std::move(room)}} : std::nullopt,
          .metadata = view.text("metadata") ? metadata_of(open("metadata")) : metadata_in(view),
          .ip_address = open("ipAddress"),
          .user_agent = open("userAgent"),
          .error_code = view.text("errorCode").value_or(""),
          .error_message = open("errorMessage"),
          .duration_seconds = view.integer("duration")};
}

app::StoredAudit stored_audit(View view) {
  const auto time = view.time("timestamp");
  return {.seq = 0,
          .id = id_text(view, "_id").value_or(""),
          .action = view.text("action").value_or(""),
          .timestamp = time ? time->time_since_epoch().count() : 0,
          .session_id = id_text(view, "sessionId"),
          .user_id = id_text(view, "userId"),
          .room_id = view.text("roomId"),
          // Text that is no list of facts was sealed, or is what a transfer from another store found there.
          .metadata = view.text("metadata").value_or(write_metadata(metadata_in(view))),
          .ip_address = view.text("ipAddress").value_or(""),
          .user_agent = view.text("userAgent").value_or(""),
          .error_code = view.text("errorCode").value_or(""),
          .error_message = view.text("errorMessage").value_or(""),
          .duration = view.integer("duration")};
}

void append_metadata_text(Document& made, const std::string& text) {
  if (const auto facts = read_metadata(text)) {
    append_metadata(made, *facts);
  } else {
    made.text("metadata", text);
  }
}

Document audit_document(const domain::AuditRecord& record, PersonalFields& fields) {
  const auto texts = fields.texts(record);
  Document made;
  made.id("_id", record.id.str());
  if (record.session_id) made.id("sessionId", record.session_id->str());
  if (record.user_id) made.id("userId", record.user_id->str());
  made.text("action", domain::to_string(record.action)).time("timestamp", record.timestamp);
  if (fields.seals(vault::Collection::kAudit)) {
    made.text("metadata", texts.metadata);
  } else {
    append_metadata(made, record.metadata);
  }
  append_text(made, "ipAddress", texts.ip_address);
  append_text(made, "userAgent", texts.user_agent);
  if (record.room_id) made.text("roomId", record.room_id->str());
  append_text(made, "errorCode", record.error_code);
  append_text(made, "errorMessage", texts.error_message);
  if (record.duration_seconds) made.integer("duration", *record.duration_seconds);
  return made;
}

}  // namespace callroom::store::mongo
