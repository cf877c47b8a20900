#include "app/call_feedback.hpp"
#include "rest/call_json.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/json_read.hpp"
#include "rest/quality_body.hpp"

// What people and their pages report of a call.
namespace callroom::rest {

Reply record_quality(const Services& services, const Options&, Context& context) {
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  const auto body = read_quality(context.request().body);
  if (!body) return failure_of(body.error());

  const auto stored =
      app::record_quality(services.env, *id, *context.identity, body->readings, origin_of(context, "quality"));
  if (stored) return Success{.data = {{"stored", *stored}}};
  const auto& refusal = stored.error();
  if (refusal.error != app::FeedbackError::kOutsideCall) return failure_of(refusal.error);
  return failure_of(BodyError{BodyProblem::kOutOfRange, body->name_of(refusal.reading, "at")});
}

Reply rate_call(const Services& services, const Options&, Context& context) {
  constexpr Range<std::int64_t> kRating{domain::kWorstRating, domain::kBestRating};
  constexpr Length kComment{0, 2000};
  const auto id = take_session_id(context);
  if (!id) return invalid_session_id();
  BodyReader body{context.request().body};
  const auto rating = body.whole("rating", kRating, Need::kRequired);
  auto comment = body.lines("comment", kComment, Need::kNullable);
  if (const auto error = body.finish()) return failure_of(*error);
  if (comment && comment->empty()) comment.reset();  // nothing but white space says nothing

  const auto rated =
      app::rate_call(services.env, *id, *context.identity, {*rating, std::move(comment)}, origin_of(context, "rating"));
  if (!rated) return failure_of(rated.error().error);
  return Success{.data = rating_json(*rated)};
}

}  // namespace callroom::rest
