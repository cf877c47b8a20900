#pragma once

#include "domain/quality.hpp"
#include "domain/rating.hpp"
#include "store/sqlite/connection.hpp"

#include <string>
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
[[nodiscard]] domain::CallRating read_rating(const Query& row);
void bind_rating(Query& query, const domain::CallRating& rating);

/// A JSON array of the ids, for json_each(): one statement, however many ids there are. Must outlive the query.
[[nodiscard]] std::string id_list(const std::vector<domain::SessionId>& ids);

}  // namespace callroom::store::sqlite
