#include "rest/quality_body.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace callroom::rest {
namespace {

constexpr std::string_view kList = "samples";

// What a browser can have measured. The bounds are far from anything usual: they keep out units mistaken and figures
// that would spoil every average.
constexpr Range<double> kSeconds{1, 60};
constexpr Range<double> kMillis{0, 60'000};
constexpr Range<double> kShare{0, 1};
constexpr Range<double> kKbps{0, 1'000'000};              // 1 Gbit/s
constexpr Range<std::int64_t> kPixels{0, 16'384};         // 16K video
constexpr Range<double> kFramesPerSecond{0, 1'000};       // no screen shows more
constexpr Range<std::int64_t> kInterruptions{0, 10'000};  // one in 6 ms for a minute
constexpr Range<std::int64_t> kLevel{domain::kWorstLevel, domain::kBestLevel};
constexpr std::size_t kLongestReason = 32;

/// A word of the page's own, so that new ones need no new server.
std::optional<std::string> parse_reason(std::string_view text) {
  const auto is_allowed = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
  if (text.empty() || text.size() > kLongestReason) return std::nullopt;
  if (!std::all_of(text.begin(), text.end(), is_allowed)) return std::nullopt;
  return std::string{text};
}

domain::QualityReading read_one(BodyReader& body) {
  constexpr auto kNullable = Need::kNullable;
  domain::QualityReading reading;
  reading.at = body.time("at", Need::kRequired).value_or(base::WallTime{});
  reading.seconds = body.number("seconds", kSeconds, Need::kRequired).value_or(kSeconds.min);
  reading.rtt_ms = body.number("rttMs", kMillis, kNullable);
  reading.jitter_ms = body.number("jitterMs", kMillis, kNullable);
  reading.loss_in = body.number("lossIn", kShare, kNullable);
  reading.loss_out = body.number("lossOut", kShare, kNullable);
  reading.bitrate_in_kbps = body.number("bitrateInKbps", kKbps, kNullable);
  reading.bitrate_out_kbps = body.number("bitrateOutKbps", kKbps, kNullable);
  reading.frame_width = body.whole("frameWidth", kPixels, kNullable);
  reading.frame_height = body.whole("frameHeight", kPixels, kNullable);
  reading.frames_per_second = body.number("framesPerSecond", kFramesPerSecond, kNullable);
  reading.sent_frame_width = body.whole("sentFrameWidth", kPixels, kNullable);
  reading.sent_frame_height = body.whole("sentFrameHeight", kPixels, kNullable);
  reading.sent_frames_per_second = body.number("sentFramesPerSecond", kFramesPerSecond, kNullable);
  reading.local_candidate =
      body.parsed<domain::CandidateType>("localCandidateType", domain::parse_candidate_type, kNullable);
  reading.remote_candidate =
      body.parsed<domain::CandidateType>("remoteCandidateType", domain::parse_candidate_type, kNullable);
  reading.protocol = body.parsed<domain::MediaProtocol>("protocol", domain::parse_media_protocol, kNullable);
  reading.level = body.whole("level", kLevel, Need::kRequired).value_or(kLevel.min);
  reading.reason = body.parsed<std::string>("reason", parse_reason, kNullable);
  reading.interruptions = body.whole("interruptions", kInterruptions, kNullable).value_or(0);
  reading.step = body.parsed<domain::MediaStep>("step", domain::parse_media_step, kNullable);
  return reading;
}

}  // namespace

std::string QualityBody::name_of(std::size_t reading, std::string_view field) const {
  if (form == Form::kOne) return std::string{field};
  return std::string{kList} + '[' + std::to_string(reading) + "]." + std::string{field};
}

base::Result<QualityBody, BodyError> read_quality(std::string_view text) {
  BodyReader body{text};
  if (!body.has(kList)) {
    QualityBody one{QualityBody::Form::kOne, {read_one(body)}};
    if (auto error = body.finish()) return *std::move(error);
    return one;
  }
  QualityBody list{QualityBody::Form::kList, {}};
  auto samples = body.objects(kList, {1, kMostSamples});
  if (auto error = body.finish()) return *std::move(error);
  for (auto& sample : samples) {
    list.readings.push_back(read_one(sample));
    if (auto error = sample.finish()) return *std::move(error);
  }
  return list;
}

}  // namespace callroom::rest
