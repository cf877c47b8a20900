#include "load/crowd.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace load {
namespace {

/// Connects on their way at once.
constexpr std::size_t kAtOnce = 64;
constexpr auto kPatience = std::chrono::minutes(4);

}  // namespace

Crowd::Crowd(Loop& loop, const Settings& settings, std::size_t first_booking, Loss loss, OnConnected connected)
    : loop_(loop),
      settings_(settings),
      first_booking_(first_booking),
      loss_(loss),
      on_connected_(std::move(connected)) {}

void Crowd::grow_to(std::size_t size) {
  const auto all_connected = [&] {
    start_more(size);
    return connected_ >= size;
  };
  if (!loop_.run_until(all_connected, Clock::now() + kPatience)) {
    throw std::runtime_error(fmt::format("only {} of {} connected", connected_, size));
  }
}

void Crowd::start_more(std::size_t size) {
  for (auto n = clients_.size(); n < size && n - connected_ < kAtOnce; ++n) {
    const auto& booking = settings_.plan[(first_booking_ + n / 2) % settings_.plan.size()];
    const auto& token = n % 2 == 0 ? booking.client_token : booking.psychologist_token;
    clients_.push_back(make_client(loop_, *this, settings_.transport, settings_.output, n, token));
    began_.push_back(Clock::now());
    clients_.back()->connect(settings_.server);
  }
}

void Crowd::on_connected(Client& client) {
  ++connected_;
  const std::chrono::nanoseconds took = Clock::now() - began_[client.number()];
  if (on_connected_) on_connected_(static_cast<std::uint64_t>(took.count()));
}

void Crowd::on_ack(Client&, unsigned, std::string_view) { throw std::runtime_error("an ack that nobody asked for"); }

void Crowd::on_lost(Client& client, std::string_view why) {
  ++lost_;
  if (loss_ == Loss::kEndsTheRun) throw std::runtime_error(fmt::format("client {} was lost: {}", client.number(), why));
}

std::uint64_t Crowd::pongs() const {
  return std::accumulate(clients_.begin(), clients_.end(), std::uint64_t{0},
                         [](std::uint64_t sum, const auto& client) { return sum + client->pongs(); });
}

unsigned Crowd::fewest_pongs() const {
  const auto fewer = [](const auto& one, const auto& other) { return one->pongs() < other->pongs(); };
  const auto fewest = std::min_element(clients_.begin(), clients_.end(), fewer);
  return fewest == clients_.end() ? 0 : (*fewest)->pongs();
}

unsigned Crowd::ping_interval() const { return clients_.empty() ? 0 : clients_.front()->ping_interval(); }

}  // namespace load
