#pragma once

#include "app/live_calls.hpp"
#include "domain/call.hpp"
#include "domain/quality.hpp"
#include "domain/rating.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <vector>

// Who is in a call, how good it was and what people say of it, in the contract's names; by the rules of json_write.hpp.
namespace callroom::rest {

/// Decimals that say something about a level.
inline constexpr int kLevelDigits = 2;
/// With so many decimals, as a reader of the JSON has no use for the rest of the binary fraction.
[[nodiscard]] boost::json::value rounded_json(const std::optional<double>& value, int digits);

[[nodiscard]] boost::json::array quality_json(const std::vector<domain::QualitySummary>& summaries);
/// {rating,comment,ratedAt}, for the one who gave it.
[[nodiscard]] boost::json::object rating_json(const domain::CallRating& rating);
[[nodiscard]] boost::json::value own_rating_json(const std::optional<domain::CallRating>& rating);
/// The same with userId, for administrators.
[[nodiscard]] boost::json::array ratings_json(const std::vector<domain::CallRating>& ratings);

/// can-join's `present`.
[[nodiscard]] boost::json::array present_json(const std::vector<domain::Participant>& participants);
/// A row of GET live.
[[nodiscard]] boost::json::object live_call_json(const app::LiveCall& call);

}  // namespace callroom::rest
