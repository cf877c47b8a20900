#include "store/mongo/documents.hpp"
#include "store/mongo/read_field.hpp"

namespace callroom::store::mongo {
namespace {

std::string name_of(const domain::SessionId& session, const domain::UserId& user) {
  return session.str() + ":" + user.str();
}

void append(Document& made, const char* key, const std::optional<double>& value) {
  if (value) made.real(key, *value);
}
void append(Document& made, const char* key, const std::optional<std::int64_t>& value) {
  if (value) made.integer(key, *value);
}
void append(Document& made, const char* key, const std::optional<std::string>& value) {
  if (value) made.text(key, *value);
}
template <class Enum>
auto append(Document& made, const char* key, const std::optional<Enum>& value)
    -> decltype(static_cast<void>(domain::to_string(*value))) {
  if (value) made.text(key, domain::to_string(*value));
}

}  // namespace

domain::QualitySample read_quality(View view) {
  return {.session_id = read_id<domain::SessionId>(view, "sessionId"),
          .user_id = read_id<domain::UserId>(view, "userId"),
          .received_at = read_time(view, "receivedAt"),
          .reading = {
              .at = read_time(view, "at"),
              .seconds = view.real("seconds").value_or(0),
              .rtt_ms = view.real("rttMs"),
              .jitter_ms = view.real("jitterMs"),
              .loss_in = view.real("lossIn"),
              .loss_out = view.real("lossOut"),
              .bitrate_in_kbps = view.real("bitrateInKbps"),
              .bitrate_out_kbps = view.real("bitrateOutKbps"),
              .frame_width = view.integer("frameWidth"),
              .frame_height = view.integer("frameHeight"),
              .frames_per_second = view.real("framesPerSecond"),
              .sent_frame_width = view.integer("sentFrameWidth"),
              .sent_frame_height = view.integer("sentFrameHeight"),
              .sent_frames_per_second = view.real("sentFramesPerSecond"),
              .local_candidate = read_optional_word(view, "localCandidateType", domain::parse_candidate_type),
              .remote_candidate = read_optional_word(view, "remoteCandidateType", domain::parse_candidate_type),
              .protocol = read_optional_word(view, "protocol", domain::parse_media_protocol),
              .level = view.integer("level").value_or(domain::kBestLevel),
              .reason = view.text("reason"),
              .interruptions = view.integer("interruptions").value_or(0),
              .step = read_optional_word(view, "step", domain::parse_media_step),
          }};
}

Document quality_document(const domain::QualitySample& sample) {
  const auto& reading = sample.reading;
  Document made;
  made.text("_id", name_of(sample.session_id, sample.user_id) + ":" +
                       std::to_string(reading.at.time_since_epoch().count()))
      .id("sessionId", sample.session_id.str())
      .id("userId", sample.user_id.str())
      .time("at", reading.at)
      .time("receivedAt", sample.received_at)
      .real("seconds", reading.seconds);
  append(made, "rttMs", reading.rtt_ms);
  append(made, "jitterMs", reading.jitter_ms);
  append(made, "lossIn", reading.loss_in);
  append(made, "lossOut", reading.loss_out);
  append(made, "bitrateInKbps", reading.bitrate_in_kbps);
  append(made, "bitrateOutKbps", reading.bitrate_out_kbps);
  append(made, "frameWidth", reading.frame_width);
  append(made, "frameHeight", reading.frame_height);
  append(made, "framesPerSecond", reading.frames_per_second);
  append(made, "sentFrameWidth", reading.sent_frame_width);
  append(made, "sentFrameHeight", reading.sent_frame_height);
  append(made, "sentFramesPerSecond", reading.sent_frames_per_second);
  append(made, "localCandidateType", reading.local_candidate);
  append(made, "remoteCandidateType", reading.remote_candidate);
  append(made, "protocol", reading.protocol);
  made.integer("level", reading.level);
  append(made, "reason", reading.reason);
  made.integer("interruptions", reading.interruptions);
  append(made, "step", reading.step);
  // So that an average over a call is two sums of fields, which every server of this protocol can make.
  made.real("levelSeconds", static_cast<double>(reading.level) * reading.seconds);
  return made;
}

domain::CallRating read_rating(View view, PersonalFields& fields) {
  domain::CallRating rating{.session_id = read_id<domain::SessionId>(view, "sessionId"),
                            .user_id = read_id<domain::UserId>(view, "userId"),
                            .rating = view.integer("rating").value_or(domain::kBestRating),
                            .comment = view.text("comment"),
                            .rated_at = read_time(view, "ratedAt")};
  if (rating.comment) {
    const auto id = rating_id(rating.session_id, rating.user_id);
    rating.comment = fields.open({kRatings, id, "comment"}, *std::move(rating.comment));
  }
  return rating;
}

Document rating_document(const domain::CallRating& rating, PersonalFields& fields) {
  Document made;
  made.text("_id", name_of(rating.session_id, rating.user_id))
      .id("sessionId", rating.session_id.str())
      .id("userId", rating.user_id.str())
      .integer("rating", rating.rating);
  append(made, "comment", fields.comment(rating));
  made.time("ratedAt", rating.rated_at);
  return made;
}

}  // namespace callroom::store::mongo
