#include "load/measurement.hpp"
#include "load/open_loop.hpp"
#include "load/process.hpp"
#include "load/side_by_side.hpp"
#include "load/workloads.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace load {
namespace {

/// Latencies are looked at second by second.
constexpr std::uint64_t kTurn = 1'000'000'000;
/// Once they read again, what has gathered for them comes first; until then it counts for neither.
constexpr std::uint64_t kCatchUp = kTurn;
/// How often the server's memory is looked at.
constexpr std::uint64_t kLook = 20'000'000;

/// Pairs beside the others, in which one is sent offers at a rate: at first it reads them, then it falls silent.
class Feeds {
 public:
  Feeds(Rooms& rooms, const Settings& settings) : rooms_(rooms), rate_(settings.feed_rate) {
    for (std::size_t i = 0; i < settings.readers; ++i) {
      const auto feeder = 2 * (settings.rooms + i);
      rooms.expect_trouble(feeder);
      rooms.expect_trouble(feeder + 1);
      Message offer(Message::Kind::kOffer, rooms.sid(feeder + 1), settings.plan[feeder / 2].room,
                    rooms.client(feeder).framing());
      feeds_.push_back({feeder, std::move(offer)});
    }
  }

  /// Sends what is due; those who have been told that the other one is gone have stopped.
  void go_on(std::uint64_t now) {
    for (const auto due = static_cast<std::uint64_t>(static_cast<double>(now) * rate_ / 1e9); sent_ < due; ++sent_) {
      for (auto& [feeder, offer] : feeds_) {
        if (rooms_.refusals(feeder) == 0 && rooms_.client(feeder).backlog() == 0)
          rooms_.client(feeder).send_frame(offer.with(sent_));
      }
    }
  }
  void fall_silent() {
    for (auto& feed : feeds_) rooms_.client(feed.feeder + 1).pause_reading();
  }
  /// So that the end of its connection can be seen.
  void read_again() {
    for (auto& feed : feeds_) rooms_.client(feed.feeder + 1).resume_reading();
  }
  [[nodiscard]] std::size_t closed() const {
    const auto is_closed = [this](const Feed& feed) { return rooms_.is_lost(feed.feeder + 1); };
    return static_cast<std::size_t>(std::count_if(feeds_.begin(), feeds_.end(), is_closed));
  }
  [[nodiscard]] std::uint64_t sent() const noexcept { return sent_; }

 private:
  struct Feed {
    std::size_t feeder;
    Message offer;
  };

  Rooms& rooms_;
  double rate_;
  std::vector<Feed> feeds_;
  std::uint64_t sent_ = 0;
};

}  // namespace

std::string silent(const Settings& settings) {
  auto with_feeds = settings;
  with_feeds.rooms += settings.readers;
  Loop loop;
  Rooms rooms(loop, with_feeds);
  rooms.open();
  Feeds feeds(rooms, settings);

  const auto length = nanoseconds(seconds_of(settings.seconds));
  const auto warm = nanoseconds(seconds_of(settings.warmup));
  const auto silence = warm + length;
  const auto reading = silence + length;  // and as long again: the machine of before is not the machine of after
  Measurement measured(settings.server_process);
  SideBySide latency;
  OpenLoop others(loop, rooms, settings.rooms, settings.rate, [&](std::uint64_t scheduled, std::uint64_t took) {
    if (scheduled < warm) return;
    if (scheduled < reading) measured.done(took);
    if (scheduled >= reading && scheduled < reading + kCatchUp) return;
    const bool silent = scheduled >= silence && scheduled < reading;
    latency.record(silent ? SideBySide::Kind::kWith : SideBySide::Kind::kWithout, (scheduled - warm) / kTurn, took);
  });
  std::uint64_t peak = 0;
  std::uint64_t looked = 0;
  others.meanwhile([&] {
    const auto now = others.now();
    feeds.go_on(now);
    if (now < looked + kLook || now >= reading) return;
    looked = now;
    peak = std::max(peak, rough_rss_bytes_of(settings.server_process));
  });
  others.run_until(warm);
  measured.begin();
  const auto at_first = rough_rss_bytes_of(settings.server_process);
  others.run_until(silence);
  const auto before = rough_rss_bytes_of(settings.server_process);
  // What is kept for recovery grows with every message of the others, in as long a time by as much.
  const auto of_others = before - std::min(at_first, before);
  peak = before;
  feeds.fall_silent();
  others.run_until(reading);
  measured.finish();
  feeds.read_again();
  others.run_until(reading + kCatchUp + length);
  if (const auto missing = others.drain(); missing > 0) {
    throw std::runtime_error(
        fmt::format("{} of {} messages never arrived beside silent readers", missing, others.sent()));
  }
  const auto peak_each =
      (static_cast<double>(peak) - static_cast<double>(before + of_others)) / static_cast<double>(settings.readers);
  const auto more = fmt::format(
      R"(,"rooms":{},"readers":{},"readersClosed":{},"fedEach":{},"peakBytesEach":{:.0f})", settings.rooms,
      settings.readers, feeds.closed(), feeds.sent() * kOfferBytes, peak_each);
  return measured.to_json("silent", latency.to_json() + more);
}

}  // namespace load
