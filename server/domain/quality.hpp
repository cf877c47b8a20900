#pragma once

#include "base/clock.hpp"
#include "domain/ids.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How good a call was for the people in it, as their pages measured it with getStats (W3C WebRTC Statistics).
namespace callroom::domain {

/// RTCIceCandidateType (W3C WebRTC 1.0, section 4.8.1.3).
enum class CandidateType : std::uint8_t { kHost, kServerReflexive, kPeerReflexive, kRelay };
[[nodiscard]] std::string_view to_string(CandidateType type) noexcept;  ///< "host", "srflx", "prflx", "relay"
[[nodiscard]] std::optional<CandidateType> parse_candidate_type(std::string_view text) noexcept;

/// What the media travels on: the candidate's protocol or, through a relay, what leads to the relay (relayProtocol).
enum class MediaProtocol : std::uint8_t { kUdp, kTcp, kTls };
[[nodiscard]] std::string_view to_string(MediaProtocol protocol) noexcept;  ///< "udp", "tcp", "tls"
[[nodiscard]] std::optional<MediaProtocol> parse_media_protocol(std::string_view text) noexcept;

/// How far the page had reduced what it sends.
enum class MediaStep : std::uint8_t { kHigh, kMedium, kLow, kAudioOnly };
[[nodiscard]] std::string_view to_string(MediaStep step) noexcept;  ///< "high", "medium", "low", "audio-only"
[[nodiscard]] std::optional<MediaStep> parse_media_step(std::string_view text) noexcept;

inline constexpr std::int64_t kWorstLevel = 1;
inline constexpr std::int64_t kBestLevel = 5;

/// What a page measured over a few seconds. What it could not know is empty. "In" is what it received, "out" and "sent"
/// what the other side told it of what it sent.
struct QualityReading {
  base::WallTime at = {};  ///< When it was measured, by the page's idea of the server's time.
  double seconds = 1.0;    ///< How long a span it covers.
  std::optional<double> rtt_ms = std::nullopt;
  std::optional<double> jitter_ms = std::nullopt;
  std::optional<double> loss_in = std::nullopt;   ///< Lost packets as a share, 0 to 1.
  std::optional<double> loss_out = std::nullopt;  ///< The same.
  std::optional<double> bitrate_in_kbps = std::nullopt;
  std::optional<double> bitrate_out_kbps = std::nullopt;
  std::optional<std::int64_t> frame_width = std::nullopt;
  std::optional<std::int64_t> frame_height = std::nullopt;
  std::optional<double> frames_per_second = std::nullopt;
  std::optional<std::int64_t> sent_frame_width = std::nullopt;
  std::optional<std::int64_t> sent_frame_height = std::nullopt;
  std::optional<double> sent_frames_per_second = std::nullopt;
  std::optional<CandidateType> local_candidate = std::nullopt;
  std::optional<CandidateType> remote_candidate = std::nullopt;
  std::optional<MediaProtocol> protocol = std::nullopt;
  std::int64_t level = kBestLevel;                   ///< kWorstLevel to kBestLevel: what the page's user was shown.
  std::optional<std::string> reason = std::nullopt;  ///< The page's word for why: "loss-in", …
  std::int64_t interruptions = 0;                    ///< How often media stood still within the span.
  std::optional<MediaStep> step = std::nullopt;

  bool operator==(const QualityReading&) const = default;
};

/// A reading with its call. Field for field the `videocallquality` collection; session, user and `at` name it.
struct QualitySample {
  SessionId session_id;
  UserId user_id;
  base::WallTime received_at = {};
  QualityReading reading = {};

  bool operator==(const QualitySample&) const = default;
};

/// One person's call in a few numbers. Averages are weighted by the seconds that each sample covers.
struct QualitySummary {
  UserId user_id;
  std::size_t samples = 0;
  double seconds = 0.0;  ///< How much of the call the samples cover.
  double average_level = 0.0;
  std::int64_t worst_level = kBestLevel;
  std::optional<double> average_rtt_ms = std::nullopt;  ///< Of the samples that know it; so the next two.
  std::optional<double> average_loss_in = std::nullopt;
  std::optional<double> average_loss_out = std::nullopt;
  std::int64_t interruptions = 0;
  double seconds_audio_only = 0.0;
};
/// One for each user who has samples, by user id.
[[nodiscard]] std::vector<QualitySummary> summarize(const std::vector<QualitySample>& samples);

}  // namespace callroom::domain
