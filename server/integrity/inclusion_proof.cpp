#include "integrity/inclusion_proof.hpp"

#include "integrity/audit_chain.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace callroom::integrity {
namespace {

namespace json = boost::json;

constexpr std::string_view kType = "callroom-audit-proof/1";
constexpr std::size_t kBatch = 1000;

template <class T>
json::value value_of(const std::optional<T>& value) {
  return value ? json::value(*value) : json::value(nullptr);
}

json::object record_json(const app::StoredAudit& record) {
  return {{"seq", record.seq},
          {"id", record.id},
          {"action", record.action},
          {"timestamp", record.timestamp},
          {"sessionId", value_of(record.session_id)},
          {"userId", value_of(record.user_id)},
          {"roomId", value_of(record.room_id)},
          {"metadata", record.metadata},
          {"ipAddress", record.ip_address},
          {"userAgent", record.user_agent},
          {"errorCode", record.error_code},
          {"errorMessage", record.error_message},
          {"duration", value_of(record.duration)}};
}

std::string text_of(const json::object& object, std::string_view name) {
  return std::string{object.at(name).as_string()};
}
std::optional<std::string> optional_text_of(const json::object& object, std::string_view name) {
  if (object.at(name).is_null()) return std::nullopt;
  return text_of(object, name);
}

/// Throws std::exception when a member is missing or of another kind.
app::StoredAudit record_of(const json::object& object) {
  app::StoredAudit record;
  record.seq = object.at("seq").as_int64();
  record.id = text_of(object, "id");
  record.action = text_of(object, "action");
  record.timestamp = object.at("timestamp").as_int64();
  record.session_id = optional_text_of(object, "sessionId");
  record.user_id = optional_text_of(object, "userId");
  record.room_id = optional_text_of(object, "roomId");
  record.metadata = text_of(object, "metadata");
  record.ip_address = text_of(object, "ipAddress");
  record.user_agent = text_of(object, "userAgent");
  record.error_code = text_of(object, "errorCode");
  record.error_message = text_of(object, "errorMessage");
  if (!object.at("duration").is_null()) record.duration = object.at("duration").as_int64();
  return record;
}

/// From `first` to the place `last`, each as a record of the session or as a digest.
json::object make_segment(app::AuditLog& log, const app::ChainedAudit& first, std::int64_t last) {
  ChainHasher hasher;
  json::array steps;
  auto place = first.record.seq - 1;
  while (place < last) {
    const auto batch = log.chain(place, std::min<std::size_t>(kBatch, static_cast<std::size_t>(last - place)));
    if (batch.empty()) throw std::runtime_error("the trail ends before its checkpoint");
    for (const auto& chained : batch) {
      if (chained.record.seq != place + 1) {
        throw std::runtime_error("record " + std::to_string(place + 1) + " was swept: there is no proof across it");
      }
      ++place;
      if (chained.record.session_id == first.record.session_id) {
        steps.push_back(json::object{{"record", record_json(chained.record)}});
      } else {
        steps.push_back(json::object{{"digest", hasher.digest(chained.record)}});
      }
    }
  }
  return {{"prevHash", first.prev_hash}, {"steps", std::move(steps)}};
}

/// Walks one segment; gives the place and hash at its end. Throws std::exception when it is not one.
app::ChainHead follow(const json::object& segment, const std::string& session, std::int64_t& records) {
  ChainHasher hasher;
  app::ChainHead head{0, text_of(segment, "prevHash")};
  for (const auto& each : segment.at("steps").as_array()) {
    const auto& step = each.as_object();
    if (const auto* digest = step.if_contains("digest")) {
      if (head.seq == 0) throw std::runtime_error("a segment does not begin with a record");
      head = {head.seq + 1, hasher.link(head.hash, std::string{digest->as_string()})};
      continue;
    }
    const auto record = record_of(step.at("record").as_object());
    if (record.session_id != session) throw std::runtime_error("a record is another session's");
    if (head.seq != 0 && record.seq != head.seq + 1) throw std::runtime_error("a record is not in its place");
    head = {record.seq, hasher.hash(record, head.hash)};
    ++records;
  }
  return head;
}

}  // namespace

json::object make_proof(app::AuditLog& log, const domain::SessionId& session,
                        const std::vector<CheckpointLine>& lines) {
  std::map<std::int64_t, std::string> checkpoints;
  for (const auto& line : lines) {
    if (line.verdict == Verdict::kGood) checkpoints.insert_or_assign(line.checkpoint.head.seq, line.text);
  }
  const auto records = log.chain_of(session);
  if (records.empty()) throw std::runtime_error("there are no records of session " + session.str());
  json::array segments;
  json::array used;
  std::int64_t covered = 0;
  for (const auto& chained : records) {
    if (chained.record.seq <= covered) continue;
    const auto checkpoint = checkpoints.lower_bound(chained.record.seq);
    if (checkpoint == checkpoints.end()) throw std::runtime_error("no signed checkpoint follows the session's records");
    covered = checkpoint->first;
    segments.push_back(make_segment(log, chained, covered));
    used.push_back(json::value(checkpoint->second));
  }
  return {{"type", kType},
          {"sessionId", session.str()},
          {"checkpoints", std::move(used)},
          {"segments", std::move(segments)}};
}

ProofReport verify_proof(const json::object& proof, const std::vector<app::PublicKey>& keys) {
  ProofReport report;
  try {
    if (text_of(proof, "type") != kType) throw std::runtime_error("this is no proof");
    report.session_id = text_of(proof, "sessionId");
    const auto& segments = proof.at("segments").as_array();
    const auto& checkpoints = proof.at("checkpoints").as_array();
    if (segments.empty() || segments.size() != checkpoints.size())
      throw std::runtime_error("a segment has no checkpoint");
    for (std::size_t i = 0; i < segments.size(); ++i) {
      const auto line = read_checkpoint(keys, std::string{checkpoints[i].as_string()});
      if (line.verdict != Verdict::kGood)
        throw std::runtime_error("a checkpoint: " + std::string{to_string(line.verdict)});
      if (follow(segments[i].as_object(), report.session_id, report.records) != line.checkpoint.head) {
        throw std::runtime_error("the records do not lead to the signed checkpoint: one was changed, removed or added");
      }
    }
    report.valid = true;
  } catch (const std::exception& error) {
    report.why = error.what();
  }
  return report;
}

}  // namespace callroom::integrity
