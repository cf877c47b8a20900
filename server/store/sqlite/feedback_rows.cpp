#include "store/sqlite/feedback_rows.hpp"

#include "store/sqlite/rows.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace callroom::store::sqlite {
namespace {

std::optional<double> read_optional_real(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.real(column);
}

std::optional<std::int64_t> read_optional_integer(const Query& row, int column) {
  if (row.is_null(column)) return std::nullopt;
  return row.integer(column);
}

template <class Parse>
auto read_optional_enum(const Query& row, int column, std::string_view what, const Parse& parse)
    -> decltype(parse(std::string_view{})) {
  if (row.is_null(column)) return std::nullopt;
  return read_enum(row, column, what, parse);
}

template <class Enum>
std::optional<std::string_view> name_of(const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return domain::to_string(*value);
}

}  // namespace

domain::QualitySample read_quality(const Query& row) {
  return {.session_id = read_id<domain::SessionId>(row, 0),
          .user_id = read_id<domain::UserId>(row, 1),
          .received_at = row.time(3),
          .reading = {
              .at = row.time(2),
              .seconds = row.real(4),
              .rtt_ms = read_optional_real(row, 5),
              .jitter_ms = read_optional_real(row, 6),
              .loss_in = read_optional_real(row, 7),
              .loss_out = read_optional_real(row, 8),
              .bitrate_in_kbps = read_optional_real(row, 9),
              .bitrate_out_kbps = read_optional_real(row, 10),
              .frame_width = read_optional_integer(row, 11),
              .frame_height = read_optional_integer(row, 12),
              .frames_per_second = read_optional_real(row, 13),
              .sent_frame_width = read_optional_integer(row, 14),
              .sent_frame_height = read_optional_integer(row, 15),
              .sent_frames_per_second = read_optional_real(row, 16),
              .local_candidate = read_optional_enum(row, 17, "localCandidateType", domain::parse_candidate_type),
              .remote_candidate = read_optional_enum(row, 18, "remoteCandidateType", domain::parse_candidate_type),
              .protocol = read_optional_enum(row, 19, "protocol", domain::parse_media_protocol),
              .level = row.integer(20),
              .reason = read_optional_text(row, 21),
              .interruptions = row.integer(22),
              .step = read_optional_enum(row, 23, "step", domain::parse_media_step),
          }};
}

void bind_quality(Query& query, const domain::QualitySample& sample) {
  const auto& reading = sample.reading;
  query.bind(":sessionId", sample.session_id.str())
      .bind(":userId", sample.user_id.str())
      .bind(":at", reading.at)
      .bind(":receivedAt", sample.received_at)
      .bind(":seconds", reading.seconds)
      .bind(":rttMs", reading.rtt_ms)
      .bind(":jitterMs", reading.jitter_ms)
      .bind(":lossIn", reading.loss_in)
      .bind(":lossOut", reading.loss_out)
      .bind(":bitrateInKbps", reading.bitrate_in_kbps)
      .bind(":bitrateOutKbps", reading.bitrate_out_kbps)
      .bind(":frameWidth", reading.frame_width)
      .bind(":frameHeight", reading.frame_height)
      .bind(":framesPerSecond", reading.frames_per_second)
      .bind(":sentFrameWidth", reading.sent_frame_width)
      .bind(":sentFrameHeight", reading.sent_frame_height)
      .bind(":sentFramesPerSecond", reading.sent_frames_per_second)
      .bind(":localCandidateType", name_of(reading.local_candidate))
      .bind(":remoteCandidateType", name_of(reading.remote_candidate))
      .bind(":protocol", name_of(reading.protocol))
      .bind(":level", reading.level)
      .bind(":reason", reading.reason)
      .bind(":interruptions", reading.interruptions)
      .bind(":step", name_of(reading.step));
}

domain::CallRating read_rating(const Query& row, Fields& fields) {
  domain::CallRating rating{.session_id = read_id<domain::SessionId>(row, 0),
                            .user_id = read_id<domain::UserId>(row, 1),
                            .rating = row.integer(2),
                            .comment = read_optional_text(row, 3),
                            .rated_at = row.time(4)};
  if (rating.comment) {
    const auto id = rating_id(rating.session_id, rating.user_id);
    rating.comment = fields.open({"videocallratings", id, "comment"}, *std::move(rating.comment));
  }
  return rating;
}

void bind_rating(Query& query, const domain::CallRating& rating, const std::optional<std::string>& comment) {
  query.bind(":sessionId", rating.session_id.str())
      .bind(":userId", rating.user_id.str())
      .bind(":rating", rating.rating)
      .bind(":comment", comment)
      .bind(":ratedAt", rating.rated_at);
}

std::string id_list(const std::vector<domain::SessionId>& ids) {
  std::string list = "[";
  for (const auto& id : ids) {
    if (list.size() > 1) list += ',';
    list += '"' + id.str() + '"';  // hexadecimal digits: nothing to escape
  }
  return list + "]";
}

}  // namespace callroom::store::sqlite
