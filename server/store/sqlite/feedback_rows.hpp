#pragma once

#include "domain/quality.hpp"
#include "domain/rating.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Quality samples and ratings in their tables; by the rules of rows.hpp.
namespace callroom::store::sqlite {

inline const std::string kQualityColumns =
    "sessionId, userId, at, receivedAt, seconds, rttMs, jitterMs, lossIn, lossOut, bitrateInKbps, bitrateOutKbps, "
    "frameWidth, frameHeight, framesPerSecond, sentFrameWidth, sentFrameHeight, sentFramesPerSecond, "
    "localCandidateType, remoteCandidateType, protocol, level, reason, interruptions, step";
[[nodiscard]] domain::QualitySample read_quality(const Query& row);
void bind_quality(Query& query, const domain::QualitySample& sample);

inline const std::string kRatingColumns = "sessionId, userId, rating, comment, ratedAt";
[[nodiscard]] domain::CallRating read_rating(const Query& row, Fields& fields);
/// `comment` must outlive the query.
void bind_rating(Query& query, const domain::CallRating& rating, const std::optional<std::string>& comment);

// Of the sessions of :ids, an id_list: from the primary key, whatever else the tables hold.
inline constexpr std::string_view kAverageLevelsSql =
    "SELECT sessionId, sum(level * seconds) / sum(seconds) FROM videocallquality "
    "WHERE sessionId IN (SELECT value FROM json_each(:ids)) GROUP BY sessionId HAVING sum(seconds) > 0";
inline const std::string kRatingsSql = "SELECT " + kRatingColumns +
                                       " FROM videocallratings WHERE sessionId IN (SELECT value FROM json_each(:ids)) "
                                       "ORDER BY sessionId, userId";
/// A JSON array of the ids, for json_each(): one statement, however many ids there are. Must outlive the query.
[[nodiscard]] std::string id_list(const std::vector<domain::SessionId>& ids);

}  // namespace callroom::store::sqlite
