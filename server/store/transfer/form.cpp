#include "store/transfer/form.hpp"

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace callroom::store::transfer {
namespace {

constexpr Lookup kByAddress{"email", "emailKey"};
constexpr Lookup kByLink{"meetingLink", "meetingLinkKey"};

/// How the key of somebody begins whose data key was destroyed: no look-up gives it.
constexpr std::string_view kErasedKey = "erased:";

const auto& table() {
  using enum Kind;
  constexpr Absent kMayLack;
  static const std::vector<Form> all{
      {.table = "callroomkeys",
       .collection = "callroomkeys",
       .keys = 1,
       .fields = {{"id", kText},
                  {"scope", kText},
                  {"wrapped", kText},
                  {"masterKeyId", kText},
                  {"createdAt", kTime},
                  {"erasedAt", kTime, kMayLack}}},
      {.table = "users",
       .collection = "users",
       .keys = 1,
       .fields = {{"id", kId},
                  {"name", kText, ""},
                  {"email", kText, ""},
                  {"emailKey", kText, kMayLack},
                  {"role", kText, "client"},
                  {"passwordHash", kText, ""},
                  {"createdAt", kTime, TimeOfId{}},
                  {"updatedAt", kTime, AsBefore{}}},
       .lookup = &kByAddress},
      {.table = "sessions",
       .collection = "sessions",
       .keys = 1,
       .fields = {{"id", kId},
                  {"clientId", kId},
                  {"psychologistId", kId},
                  {"sessionDate", kTime},
                  {"sessionType", kText, "Individual"},
                  {"status", kText, "Pending"},
                  {"paymentStatus", kText, "Pending"},
                  {"meetingLink", kText, kMayLack},
                  {"meetingLinkKey", kText, kMayLack},
                  {"isVideoCall", kBoolean, 1},
                  {"videoCallStarted", kTime, kMayLack},
                  {"videoCallEnded", kTime, kMayLack},
                  {"callDuration", kInteger, kMayLack},
                  {"callDurationSeconds", kInteger, kMayLack},
                  {"recordingEnabled", kBoolean, 0},
                  {"recordingUrl", kText, kMayLack},
                  {"lastAccessedAt", kTime, kMayLack},
                  {"accessCount", kInteger, 0},
                  {"createdAt", kTime, TimeOfId{}},
                  {"updatedAt", kTime, AsBefore{}},
                  {"revision", kInteger, 0}},
       .lookup = &kByLink},
      {.table = "callpresence",
       .collection = "callpresence",
       .keys = 1,
       .fields = {{"id", kId},
                  {"sessionId", kId},
                  {"userId", kId},
                  {"role", kText},
                  {"joinedAt", kTime},
                  {"lastSeen", kTime},
                  {"leftAt", kTime, kMayLack},
                  {"reconnections", kInteger, 0}}},
      {.table = "videocallquality",
       .collection = "videocallquality",
       .keys = 3,
       .fields = {{"sessionId", kId},
                  {"userId", kId},
                  {"at", kTime},
                  {"receivedAt", kTime},
                  {"seconds", kReal},
                  {"rttMs", kReal, kMayLack},
                  {"jitterMs", kReal, kMayLack},
                  {"lossIn", kReal, kMayLack},
                  {"lossOut", kReal, kMayLack},
                  {"bitrateInKbps", kReal, kMayLack},
                  {"bitrateOutKbps", kReal, kMayLack},
                  {"frameWidth", kInteger, kMayLack},
                  {"frameHeight", kInteger, kMayLack},
                  {"framesPerSecond", kReal, kMayLack},
                  {"sentFrameWidth", kInteger, kMayLack},
                  {"sentFrameHeight", kInteger, kMayLack},
                  {"sentFramesPerSecond", kReal, kMayLack},
                  {"localCandidateType", kText, kMayLack},
                  {"remoteCandidateType", kText, kMayLack},
                  {"protocol", kText, kMayLack},
                  {"level", kInteger},
                  {"reason", kText, kMayLack},
                  {"interruptions", kInteger, 0},
                  {"step", kText, kMayLack}}},
      {.table = "videocallratings",
       .collection = "videocallratings",
       .keys = 2,
       .fields = {{"sessionId", kId},
                  {"userId", kId},
                  {"rating", kInteger},
                  {"comment", kText, kMayLack},
                  {"ratedAt", kTime}}},
      {.table = "audittombstones",
       .collection = "callroomtombstones",
       .keys = 1,
       .fields = {{"fromSeq", kInteger},
                  {"toSeq", kInteger},
                  {"prevHash", kText},
                  {"lastHash", kText},
                  {"document", kText}}},
      {.table = "auditchain", .collection = "callroomchain", .keys = 1, .fields = {{"seq", kInteger}, {"hash", kText}}},
      {.table = "videocallauditlogs",
       .collection = "videocallauditlogs",
       .keys = 1,
       .fields = {{"seq", kInteger},
                  {"id", kId},
                  {"sessionId", kId, kMayLack},
                  {"userId", kId, kMayLack},
                  {"roomId", kText, kMayLack},
                  {"action", kText},
                  {"timestamp", kTime},
                  {"metadata", kMetadata, "{}"},
                  {"ipAddress", kFact, ""},
                  {"userAgent", kFact, ""},
                  {"errorCode", kFact, ""},
                  {"errorMessage", kFact, ""},
                  {"duration", kInteger, kMayLack},
                  {"prevHash", kText},
                  {"hash", kText}}},
      {.table = "videocallmetrics",
       .collection = "videocallmetrics",
       .keys = 2,
       .fields = {{"period", kText},
                  {"date", kTime},
                  {"totalAttempts", kInteger},
                  {"totalSuccesses", kInteger},
                  {"totalFailures", kInteger},
                  {"totalCalls", kInteger},
                  {"completedCalls", kInteger},
                  {"totalDuration", kInteger},
                  {"averageDuration", kAverage, kMayLack},
                  {"drops", kInteger},
                  {"connections", kInteger},
                  {"connectionMs", kInteger},
                  {"averageConnectionTime", kAverage, kMayLack},
                  {"joinTime", kCells, "[]"},
                  {"errorCounts", kCounts, "{}"},
                  {"users", kUserIds, "[]"},
                  {"uniqueUsers", kInteger},
                  {"samples", kInteger},
                  {"rtt", kCells, "[]"},
                  {"loss", kCells, "[]"},
                  {"pathKnownMs", kInteger},
                  {"pathRelayedMs", kInteger},
                  {"interruptions", kInteger},
                  {"epoch", kInteger},
                  {"eventsThrough", kInteger},
                  {"qualityThrough", kInteger},
                  {"revision", kInteger}}},
      {.table = "videocallmetricsposition",
       .collection = "videocallmetricsposition",
       .keys = 1,
       .fields = {{"epoch", kInteger}, {"events", kInteger}, {"quality", kInteger}, {"sweptBefore", kTime}}},
  };
  return all;
}

struct Shown {
  std::string operator()(std::monostate) const { return "nothing"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return std::to_string(value); }
  std::string operator()(const std::string& value) const { return value; }
};

}  // namespace

std::span<const Form> forms() { return table(); }

const Form& form_of(const char* name) {
  for (const auto& form : table()) {
    if (std::strcmp(form.table, name) == 0) return form;
  }
  throw std::logic_error(std::string{"no form of "} + name);
}

std::size_t Form::index_of(const char* field) const {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (std::strcmp(fields[i].name, field) == 0) return i;
  }
  throw std::logic_error(std::string{table} + " has no field " + field);
}

void drop_repeated_key(const Form& form, Record& record) {
  if (form.lookup == nullptr) return;
  auto& plain = record[form.index_of(form.lookup->plain)];
  auto& key = record[form.index_of(form.lookup->key)];
  const auto* text = std::get_if<std::string>(&key);
  if (text != nullptr && text->starts_with(kErasedKey)) plain = key;
  if (key == plain) key = std::monostate{};
}

Record key_of(const Form& form, const Record& record) {
  return {record.begin(), record.begin() + static_cast<std::ptrdiff_t>(form.keys)};
}

std::string name_of(const Form& form, const Record& record) {
  std::string name = form.table;
  for (std::size_t i = 0; i < form.keys; ++i) name += (i == 0 ? " " : "/") + std::visit(Shown{}, record[i]);
  return name;
}

}  // namespace callroom::store::transfer
