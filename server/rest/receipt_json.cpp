#include "rest/receipt_json.hpp"

#include "base/iso_time.hpp"

#include <boost/json/array.hpp>

namespace callroom::rest {
namespace {

namespace json = boost::json;

json::array spans_json(const domain::TimeSpans& spans) {
  json::array list;
  for (const auto& span : spans) {
    list.push_back(json::object{{"from", base::to_iso(span.from)}, {"until", base::to_iso(span.until)}});
  }
  return list;
}

std::int64_t seconds_of(const domain::TimeSpans& spans) {
  return std::chrono::floor<base::Seconds>(domain::length_of(spans)).count();
}

json::object person_json(const domain::ReceiptPerson& person) {
  return {{"userId", person.id.str()},
          {"role", domain::to_string(person.role)},
          {"present", spans_json(person.present)},
          {"presentSeconds", seconds_of(person.present)},
          {"reconnections", person.reconnections},
          {"interruptions", person.interruptions}};
}

}  // namespace

json::object receipt_json(const domain::Receipt& receipt) {
  json::array people;
  for (const auto& person : receipt.people) people.push_back(person_json(person));
  return {{"type", kReceiptType},
          {"sessionId", receipt.session_id.str()},
          {"sessionType", domain::to_string(receipt.type)},
          {"sessionDate", base::to_iso(receipt.booked_for)},
          {"callStarted", base::to_iso(receipt.started_at)},
          {"callEnded", base::to_iso(receipt.ended_at)},
          {"durationSeconds", receipt.duration.seconds},
          {"participants", std::move(people)},
          {"bothPresent", spans_json(receipt.together)},
          {"bothPresentSeconds", seconds_of(receipt.together)},
          {"interruptedForBoth", spans_json(receipt.interrupted)},
          {"final", receipt.is_final}};
}

}  // namespace callroom::rest
