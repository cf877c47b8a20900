#include "app/call_access.hpp"
#include "app/call_lifecycle.hpp"
#include "app/live_calls.hpp"
#include "base/iso_time.hpp"
#include "rest/call_json.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/json_read.hpp"
#include "rest/json_write.hpp"
#include "rest/query.hpp"

#include <boost/json/array.hpp>

namespace callroom::rest {
namespace {

/// The one field that start and end take: a time by the client's clock. It goes into the audit record as `fact` and
/// decides nothing: the server's clock is the only one that counts.
std::optional<BodyError> read_client_time(const Context& context, std::string_view field, const char* fact,
                                          app::Origin& origin) {
  BodyReader body{context.request().body};
  const auto time = body.time(field, Need::kOptional);
  if (auto error = body.finish()) return error;
  if (time) origin.facts.emplace(fact, base::to_iso(*time));
  return std::nullopt;
}

}  // namespace

Reply call_config(const Services& services, const Options&, Context& context) {
  return Success{.data = ice_json(services.ice.for_user(context.identity->id))};
}

Reply generate_room(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  BodyReader body{context.request().body};
  if (const auto error = body.finish()) return failure_of(*error);
  const auto room = app::generate_room(services.env, *id, *context.identity, origin_of(context, "generate-room"));
  if (!room) return failure_of(room.error());
  return Success{.data = room_json(*room)};
}

Reply can_join(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  const auto answer = app::can_join(services.env, *id, *context.identity, origin_of(context, "can-join"));
  if (!answer) return failure_of(answer.error());
  return Success{.data =
                     join_answer_json(*answer, app::present_others(services.directory, *answer, *context.identity))};
}

Reply start_call(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  auto origin = origin_of(context, "start");
  if (const auto error = read_client_time(context, "startTime", "clientStartTime", origin)) return failure_of(*error);
  const auto session = app::start_call(services.env, *id, *context.identity, origin);
  if (!session) return failure_of(session.error());
  services.notifier.call_started(*session);
  return Success{.data = call_started_json(*session)};
}

Reply end_call(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  auto origin = origin_of(context, "end");
  if (const auto error = read_client_time(context, "endTime", "clientEndTime", origin)) return failure_of(*error);
  const auto session = app::end_call(services.env, *id, *context.identity, origin);
  if (!session) return failure_of(session.error());
  services.notifier.call_ended(*session);
  return Success{.data = call_ended_json(*session)};
}

Reply call_record(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  const auto record = app::call_record(services.env, *id, *context.identity);
  if (!record) return failure_of(record.error());
  return Success{.data = call_record_json(*record, services.env.clock.now())};
}

Reply call_history(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  const auto wanted = query.page();
  if (query.wrong()) return invalid_query(*query.wrong());

  const auto page = app::call_history(services.env, *context.identity, wanted);
  boost::json::array calls;
  for (const auto& entry : page.items) calls.push_back(history_entry_json(entry));
  return Success{.data = {{"calls", std::move(calls)}, {"nextCursor", optional_text(page.next)}}};
}

Reply live_calls(const Services& services, const Options&, Context&) {
  boost::json::array calls;
  for (const auto& call : app::live_calls(services.env, services.directory)) calls.push_back(live_call_json(call));
  return Success{.data = {{"calls", std::move(calls)}}};
}

}  // namespace callroom::rest
