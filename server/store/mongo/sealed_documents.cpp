#include "store/mongo/sealed_documents.hpp"

#include <algorithm>

namespace callroom::store::mongo {
namespace {

constexpr auto kEmailKey = "emailKey";
constexpr auto kMeetingLinkKey = "meetingLinkKey";

bool is_users(std::string_view collection) { return collection == kUsers; }

bool seals(std::string_view collection, const PersonalFields& fields) {
  return fields.seals(is_users(collection) ? vault::Collection::kUsers : vault::Collection::kSessions);
}

}  // namespace

std::vector<const char*> personal_fields(std::string_view collection) {
  if (is_users(collection)) return {"name", "email"};
  return {"meetingLink", "recordingUrl"};
}

Document sealed(std::string_view collection, const std::string& id, const Document& plain, PersonalFields& fields) {
  if (!seals(collection, fields)) return plain;
  const auto personal = personal_fields(collection);
  Document made;
  for (const auto& key : plain.view().keys()) {
    const bool is_personal = std::find(personal.begin(), personal.end(), key) != personal.end();
    const auto text = is_personal ? plain.view().text(key.c_str()) : std::nullopt;
    if (!text) {
      made.copy(key.c_str(), plain.view());
      continue;
    }
    made.text(key, is_users(collection) ? fields.user_field(id, key, *text) : fields.session_field(id, key, *text));
    if (key == "email") made.text(kEmailKey, fields.email_key(*text));
    if (key == "meetingLink") made.text(kMeetingLinkKey, fields.meeting_link_key(*text));
  }
  return made;
}

Difference sealed(std::string_view collection, const std::string& id, const Difference& plain,
                  PersonalFields& fields) {
  Difference made{sealed(collection, id, plain.set, fields), plain.unset};
  if (!seals(collection, fields)) return made;
  if (plain.unset.view().has("email")) made.unset.text(kEmailKey, "");
  if (plain.unset.view().has("meetingLink")) made.unset.text(kMeetingLinkKey, "");
  return made;
}

const char* unique_field(std::string_view collection, const PersonalFields& fields) {
  if (is_users(collection)) return seals(collection, fields) ? kEmailKey : "email";
  return seals(collection, fields) ? kMeetingLinkKey : "meetingLink";
}

}  // namespace callroom::store::mongo
