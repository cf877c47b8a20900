#include "domain/receipt.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace callroom::domain {
namespace {

/// A person's records, before they are put in order.
struct Traces {
  Role role = Role::kClient;
  std::vector<TimeSpan> stays;
  std::vector<TimeSpan> interrupted;
  std::int64_t reconnections = 0;
  std::int64_t interruptions = 0;
};

TimeSpan span_of(const QualityReading& reading) {
  constexpr double kMillisPerSecond = 1000;
  return {reading.at - base::Millis{std::llround(reading.seconds * kMillisPerSecond)}, reading.at};
}

ReceiptPerson person_of(const UserId& id, const Traces& traces) {
  return {id, traces.role, union_of(traces.stays), traces.reconnections, traces.interruptions};
}

}  // namespace

Receipt make_receipt(const Session& session, const std::vector<PresenceInterval>& stays,
                     const std::vector<QualitySample>& samples, bool settled) {
  const auto started = session.call_started.value();
  const auto ended = session.call_ended.value();
  Receipt receipt{.session_id = session.id,
                  .type = session.type,
                  .booked_for = session.session_date,
                  .started_at = started,
                  .ended_at = ended,
                  .duration = call_duration(started, ended),
                  .is_final = settled};
  std::map<UserId, Traces> traces;
  for (const auto& stay : stays) {
    auto& person = traces[stay.user_id];
    person.role = stay.role;
    person.stays.push_back({stay.joined_at, stay.left_at.value_or(ended)});
    person.reconnections += stay.reconnections;
    if (!stay.left_at) receipt.is_final = false;
  }
  for (const auto& sample : samples) {
    if (sample.reading.interruptions == 0) continue;
    auto& person = traces[sample.user_id];
    person.interruptions += sample.reading.interruptions;
    person.interrupted.push_back(span_of(sample.reading));
  }
  auto client = traces[session.client_id];
  client.role = Role::kClient;
  auto psychologist = traces[session.psychologist_id];
  psychologist.role = Role::kPsychologist;
  receipt.people = {person_of(session.client_id, client), person_of(session.psychologist_id, psychologist)};
  receipt.together = intersection_of(receipt.people[0].present, receipt.people[1].present);
  receipt.interrupted = intersection_of(union_of(client.interrupted), union_of(psychologist.interrupted));
  for (const auto& [id, others] : traces) {
    if (id != session.client_id && id != session.psychologist_id) receipt.people.push_back(person_of(id, others));
  }
  return receipt;
}

}  // namespace callroom::domain
