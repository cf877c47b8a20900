#include "load/message.hpp"
#include "load/frame.hpp"

#include <gtest/gtest.h>

namespace load {
namespace {

constexpr auto kTo = "Zt7mW2c9r4sLh6eKAAAD";
constexpr auto kRoom = "room-0f8fad5b-d9cb-469f-a165-70867728950e";

std::string packet_of(Message& message, std::uint64_t number) {
  std::string bytes(message.with(number));
  const auto frame = take_frame(bytes);
  if (!frame) return {};
  return {frame->payload.data(), frame->payload.size()};
}

TEST(Message, HasTheSizeOfItsKind) {
  Message offer(Message::Kind::kOffer, kTo, kRoom);
  Message answer(Message::Kind::kAnswer, kTo, kRoom);
  Message candidate(Message::Kind::kCandidate, kTo, kRoom);
  EXPECT_EQ(packet_of(offer, 1).size(), kOfferBytes);
  EXPECT_EQ(packet_of(answer, 1).size(), kOfferBytes);
  EXPECT_EQ(packet_of(candidate, 1).size(), kCandidateBytes);
}

TEST(Message, IsAnEventWithAnAddressee) {
  Message offer(Message::Kind::kOffer, kTo, kRoom);
  const auto packet = packet_of(offer, 1);
  EXPECT_TRUE(packet.starts_with(R"(42["offer",{)")) << packet;
  EXPECT_NE(packet.find(std::string(R"("to":")") + kTo + '"'), std::string::npos) << packet;
  EXPECT_TRUE(packet.ends_with("}]"));
}

TEST(Message, CarriesEachNumberInTurn) {
  Message candidate(Message::Kind::kCandidate, kTo, kRoom);
  for (const std::uint64_t number : {std::uint64_t{0}, std::uint64_t{7}, std::uint64_t{1'234'567'890'123'456}}) {
    EXPECT_EQ(number_in(packet_of(candidate, number)), number);
  }
}

TEST(Message, TravelsAsItIsInAPollingRequest) {
  Message framed(Message::Kind::kCandidate, kTo, kRoom);
  Message plain(Message::Kind::kCandidate, kTo, kRoom, Framing::kPlain);
  EXPECT_EQ(plain.with(42), packet_of(framed, 42));
}

TEST(Message, APacketWithoutANumberHasNone) {
  EXPECT_FALSE(number_in(R"(42["offer",{"offer":{}}])"));
  EXPECT_FALSE(number_in(R"(42["offer",{"n":"12"}])"));
  EXPECT_FALSE(number_in(R"(42["offer",{"n":"00000000000000x0"}])"));
}

}  // namespace
}  // namespace load
