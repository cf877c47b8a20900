#include "app/bookings.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/json_read.hpp"
#include "rest/json_write.hpp"
#include "rest/query.hpp"

#include <boost/json/array.hpp>

namespace callroom::rest {

std::optional<domain::SessionId> take_session_id(Context& context) {
  context.session_id = domain::SessionId::parse(context.path_id);
  return context.session_id;
}

Reply create_session(const Services& services, const Options&, Context& context) {
  BodyReader body{context.request().body};
  const auto client = body.parsed<domain::UserId>("clientId", domain::UserId::parse, Need::kRequired);
  const auto psychologist = body.parsed<domain::UserId>("psychologistId", domain::UserId::parse, Need::kRequired);
  const auto date = body.time("sessionDate", Need::kRequired);
  const auto type = body.parsed<domain::SessionType>("sessionType", domain::parse_session_type, Need::kOptional);
  const auto status = body.parsed<domain::SessionStatus>("status", domain::parse_session_status, Need::kOptional);
  const auto payment =
      body.parsed<domain::PaymentStatus>("paymentStatus", domain::parse_payment_status, Need::kOptional);
  if (const auto error = body.finish()) return failure_of(*error);

  const auto session =
      app::create_session(services.env, {.client_id = *client,
                                         .psychologist_id = *psychologist,
                                         .session_date = *date,
                                         .type = type.value_or(domain::SessionType::kIndividual),
                                         .status = status.value_or(domain::SessionStatus::kPending),
                                         .payment = payment.value_or(domain::PaymentStatus::kPending)});
  if (!session) return failure_of(session.error());
  context.session_id = session->id;
  return Success{.status = 201, .data = session_json(*session)};
}

Reply change_session(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  BodyReader body{context.request().body};
  const app::SessionChange change{
      .session_date = body.time("sessionDate", Need::kOptional),
      .type = body.parsed<domain::SessionType>("sessionType", domain::parse_session_type, Need::kOptional),
      .status = body.parsed<domain::SessionStatus>("status", domain::parse_session_status, Need::kOptional),
      .payment = body.parsed<domain::PaymentStatus>("paymentStatus", domain::parse_payment_status, Need::kOptional)};
  if (const auto error = body.finish()) return failure_of(*error);
  if (body.empty()) return failure_of(BodyError{BodyProblem::kNothingToChange, {}});

  const auto session = app::change_session(services.env, *id, change, origin_of(context, "change-session"));
  if (!session) return failure_of(session.error());
  // Completed by hand while the call was running: those who are in it learn of the end as from POST end.
  const bool completed = change.status == domain::SessionStatus::kCompleted;
  if (completed && session->call_ended) services.notifier.call_ended(*session);
  return Success{.data = session_json(*session)};
}

Reply list_sessions(const Services& services, const Options&, Context& context) {
  Query query{context.request().query};
  const app::SessionFilter filter{.participant = std::nullopt,  // the use case sets it from who asks
                                  .status = query.session_status("status"),
                                  .from = query.time("from"),
                                  .until = query.time("to")};
  const auto wanted = query.page();
  if (query.wrong()) return invalid_query(*query.wrong());

  const auto page = app::list_sessions(services.env, *context.identity, filter, wanted);
  boost::json::array sessions;
  for (const auto& view : page.items) sessions.push_back(session_view_json(view));
  return Success{.data = {{"sessions", std::move(sessions)}, {"nextCursor", optional_text(page.next)}}};
}

Reply get_session(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  const auto view = app::view_session(services.env, *id, *context.identity);
  if (!view) return failure_of(view.error());
  return Success{.data = session_view_json(*view)};
}

}  // namespace callroom::rest
