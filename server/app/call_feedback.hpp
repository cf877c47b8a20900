#pragma once

#include "app/context.hpp"
#include "app/ports/tokens.hpp"
#include "base/result.hpp"
#include "domain/quality.hpp"
#include "domain/rating.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// What the two people of a session, and their pages, report of its call. Blocking, worker threads only.
namespace callroom::app {

/// Samples are taken until then, so that a page can send what it has left when it hangs up, or once it is back online.
inline constexpr base::Millis kQualityAfterEnd = base::Minutes{10};
/// How far a page's idea of the server's time may be off.
inline constexpr base::Millis kQualityClockSlack = base::Minutes{5};
/// Samples that are kept of one person in one session: 66 minutes of one a second, 11 hours of one in ten seconds. A
/// bound on what a broken page can fill the store with; two requests at the same moment may pass it by one request.
inline constexpr std::size_t kMaxQualitySamples = 4000;

enum class FeedbackError : std::uint8_t {
  kSessionNotFound,
  kNotAParticipant,  ///< Neither its client nor its psychologist; audited as permission_denied, as is the one above.
  kNotStarted,
  kEnded,           ///< Longer ago than kQualityAfterEnd.
  kTooManySamples,  ///< kMaxQualitySamples are there already.
  kOutsideCall,     ///< A reading's `at` is before the call, or in the future.
};
struct FeedbackRefusal {
  FeedbackError error = FeedbackError::kSessionNotFound;
  std::size_t reading = 0;  ///< Which one is kOutsideCall.
};

/// Stores the readings of the asker's page; gives how many were new. One with the same `at` is there already and is
/// left as it is, so a page may send again what it is not sure of. Where not all have room, the earliest of the list
/// are taken. Nothing is stored of a list that is refused.
[[nodiscard]] base::Result<std::size_t, FeedbackRefusal> record_quality(
    const Environment& env, const domain::SessionId& session, const Identity& asker,
    const std::vector<domain::QualityReading>& readings, const Origin& origin);

struct Opinion {
  std::int64_t rating = domain::kBestRating;
  std::optional<std::string> comment;
};
/// Replaces what the asker said before. At any time once the call has started.
[[nodiscard]] base::Result<domain::CallRating, FeedbackRefusal> rate_call(const Environment& env,
                                                                          const domain::SessionId& session,
                                                                          const Identity& asker, const Opinion& opinion,
                                                                          const Origin& origin);

}  // namespace callroom::app
