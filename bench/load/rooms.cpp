#include "load/rooms.hpp"

#include <stdexcept>

namespace load {
namespace {

/// Connections and joins on their way at once: enough to keep a server busy, few enough for its accept queue.
constexpr std::size_t kAtOnce = 64;
constexpr auto kPatience = std::chrono::minutes(2);

}  // namespace

Rooms::Rooms(Loop& loop, const Settings& settings) : loop_(loop), settings_(settings), members_(2 * settings.rooms) {
  if (settings.plan.size() < settings.rooms)
    throw std::runtime_error("the plan has fewer sessions than rooms are wanted");
}

void Rooms::open() {
  const auto all_joined = [this] {
    start_more();
    return joined_ == members_.size();
  };
  if (!loop_.run_until(all_joined, Clock::now() + kPatience)) {
    throw std::runtime_error("only " + std::to_string(joined_) + " of " + std::to_string(members_.size()) + " joined");
  }
  for (std::size_t i = 0; i < members_.size(); ++i) {
    const auto& to = members_[i ^ 1].client->sid();
    const auto& room = settings_.plan[i / 2].room;
    const auto framing = members_[i].client->framing();
    members_[i].offer = std::make_unique<Message>(Message::Kind::kOffer, to, room, framing);
    members_[i].candidate = std::make_unique<Message>(Message::Kind::kCandidate, to, room, framing);
    members_[i].sent = static_cast<unsigned>(i % kMessagesPerOffer);  // not everybody's offers in the same moment
  }
}

void Rooms::start_more() {
  for (; started_ < members_.size() && started_ - joined_ < kAtOnce; ++started_) {
    const auto& booking = settings_.plan[started_ / 2];
    const auto& token = started_ % 2 == 0 ? booking.client_token : booking.psychologist_token;
    auto& client = members_[started_].client;
    client = make_client(loop_, *this, settings_.transport, settings_.output, started_, token);
    client->connect(settings_.server);
  }
}

void Rooms::send(std::size_t from, std::uint64_t number) {
  auto& member = members_[from];
  auto& message = member.sent++ % kMessagesPerOffer == 0 ? *member.offer : *member.candidate;
  member.client->send_frame(message.with(number));
}

void Rooms::on_connected(Client& client) {
  client.request(0, "join-room", R"({"roomId":")" + settings_.plan[client.number() / 2].room + R"("})");
}

void Rooms::on_ack(Client&, unsigned, std::string_view packet) {
  if (packet.find(R"("ok":true)") == std::string_view::npos) {
    throw std::runtime_error("a join was refused: " + std::string(packet.substr(0, 200)));
  }
  ++joined_;
}

void Rooms::on_event(Client& client, std::string_view packet) {
  if (packet.starts_with(R"(42["ice-candidate")") || packet.starts_with(R"(42["offer")")) {
    return relayed_(client.number(), packet);
  }
  // Newcomers, departures and the call's start are told to everybody in the room; of those nothing is asked here.
  if (!packet.starts_with(R"(42["error")")) return;
  auto& member = members_[client.number()];
  if (!member.expects_trouble) throw std::runtime_error("refused: " + std::string(packet.substr(0, 200)));
  ++member.refusals;
}

void Rooms::on_lost(Client& client, std::string_view why) {
  if (members_[client.number()].expects_trouble) return;
  throw std::runtime_error("client " + std::to_string(client.number()) + " was lost: " + std::string(why));
}

}  // namespace load
