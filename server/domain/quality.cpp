#include "domain/quality.hpp"

#include "domain/enum_names.hpp"

#include <algorithm>
#include <map>

namespace callroom::domain {
namespace {

constexpr EnumNames<CandidateType, 4> kCandidateTypes{{
    {CandidateType::kHost, "host"},
    {CandidateType::kServerReflexive, "srflx"},
    {CandidateType::kPeerReflexive, "prflx"},
    {CandidateType::kRelay, "relay"},
}};

constexpr EnumNames<MediaProtocol, 3> kProtocols{{
    {MediaProtocol::kUdp, "udp"},
    {MediaProtocol::kTcp, "tcp"},
    {MediaProtocol::kTls, "tls"},
}};

constexpr EnumNames<MediaStep, 4> kSteps{{
    {MediaStep::kHigh, "high"},
    {MediaStep::kMedium, "medium"},
    {MediaStep::kLow, "low"},
    {MediaStep::kAudioOnly, "audio-only"},
}};

/// An average over time of a value that not every sample has.
class WeightedAverage {
 public:
  void add(const std::optional<double>& value, double seconds) {
    if (!value) return;
    sum_ += *value * seconds;
    seconds_ += seconds;
  }
  [[nodiscard]] std::optional<double> value() const {
    return seconds_ > 0 ? std::optional{sum_ / seconds_} : std::nullopt;
  }

 private:
  double sum_ = 0.0;
  double seconds_ = 0.0;
};

struct Tally {
  WeightedAverage level, rtt, loss_in, loss_out;
};

void add(QualitySummary& summary, Tally& tally, const QualityReading& reading) {
  ++summary.samples;
  summary.seconds += reading.seconds;
  summary.worst_level = std::min(summary.worst_level, reading.level);
  summary.interruptions += reading.interruptions;
  if (reading.step == MediaStep::kAudioOnly) summary.seconds_audio_only += reading.seconds;
  tally.level.add(static_cast<double>(reading.level), reading.seconds);
  tally.rtt.add(reading.rtt_ms, reading.seconds);
  tally.loss_in.add(reading.loss_in, reading.seconds);
  tally.loss_out.add(reading.loss_out, reading.seconds);
}

}  // namespace

std::string_view to_string(CandidateType type) noexcept { return name_of(kCandidateTypes, type); }
std::optional<CandidateType> parse_candidate_type(std::string_view text) noexcept {
  return value_of(kCandidateTypes, text);
}

std::string_view to_string(MediaProtocol protocol) noexcept { return name_of(kProtocols, protocol); }
std::optional<MediaProtocol> parse_media_protocol(std::string_view text) noexcept { return value_of(kProtocols, text); }

std::string_view to_string(MediaStep step) noexcept { return name_of(kSteps, step); }
std::optional<MediaStep> parse_media_step(std::string_view text) noexcept { return value_of(kSteps, text); }

std::vector<QualitySummary> summarize(const std::vector<QualitySample>& samples) {
  std::map<UserId, std::pair<QualitySummary, Tally>> by_user;
  for (const auto& sample : samples) {
    const auto at = by_user.try_emplace(sample.user_id, QualitySummary{.user_id = sample.user_id}, Tally{}).first;
    add(at->second.first, at->second.second, sample.reading);
  }
  std::vector<QualitySummary> summaries;
  for (auto& [user, entry] : by_user) {
    auto& [summary, tally] = entry;
    summary.average_level = tally.level.value().value_or(0.0);
    summary.average_rtt_ms = tally.rtt.value();
    summary.average_loss_in = tally.loss_in.value();
    summary.average_loss_out = tally.loss_out.value();
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace callroom::domain
