#include "transports/outbox.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>
#include <string>

namespace engineio::transports {
namespace {

using namespace std::string_literals;
using protocol::FrameKind;
using protocol::PacketType;

session::OutPacket text(std::string data, PacketType type = PacketType::kMessage) {
  return {type, FrameKind::kText, std::make_shared<const std::string>(std::move(data))};
}

std::string front(const Outbox& outbox) {
  Outbox::Parts parts;
  std::string out;
  for (const iovec& part : outbox.gather(parts)) out.append(static_cast<const char*>(part.iov_base), part.iov_len);
  return out;
}

TEST(Outbox, FramesOfEveryKindInOrder) {
  Outbox outbox;
  EXPECT_TRUE(outbox.empty());
  outbox.push(text("hello"));
  outbox.push({PacketType::kMessage, FrameKind::kBinary, std::make_shared<const std::string>("\0\xff"s)});
  outbox.push({PacketType::kPing, FrameKind::kText, nullptr});
  outbox.push_raw("raw");
  EXPECT_EQ(front(outbox), "\x81\x06" "4hello\x82\x02\0\xff\x81\x01" "2raw"s);
  outbox.written(front(outbox).size());
  EXPECT_TRUE(outbox.empty());
}

TEST(Outbox, TheDigitCountsWhereTheLengthChangesItsForm) {
  for (const auto& [size, head] : {std::pair{std::size_t{124}, "\x81\x7d"s}, {125, "\x81\x7e\0\x7e"s},
                                   {65'534, "\x81\x7e\xff\xff"s}, {65'535, "\x81\x7f\0\0\0\0\0\x01\0\0"s}}) {
    Outbox outbox;
    outbox.push(text(std::string(size, 'x')));
    EXPECT_EQ(front(outbox), head + "4" + std::string(size, 'x'));
  }
}

TEST(Outbox, MessagesAreSharedAndLetGoOfWhenWritten) {
  const auto shared = std::make_shared<const std::string>(1'000, 's');
  Outbox outbox;
  for (int i = 0; i < 3; ++i) outbox.push({PacketType::kMessage, FrameKind::kBinary, shared});
  EXPECT_EQ(shared.use_count(), 4);
  outbox.written(1'004 + 500);
  EXPECT_EQ(shared.use_count(), 3);
  outbox.clear();
  EXPECT_EQ(shared.use_count(), 1);
}

RC_GTEST_PROP(OutboxProperty, HoweverLittleIsTakenTheStreamIsTheSame, ()) {
  const auto sizes = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 400));
  Outbox outbox;
  std::string expected;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto packet = text(std::string(sizes[i], static_cast<char>('a' + i % 26)));
    outbox.push(packet);
    Outbox one;
    one.push(packet);
    expected += front(one);
  }
  std::string written;
  auto more = *rc::gen::inRange(0, 10);
  while (!outbox.empty()) {
    const std::string next = front(outbox);
    RC_ASSERT(!next.empty());
    const auto taken = *rc::gen::inRange<std::size_t>(1, next.size() + 1);
    written += next.substr(0, taken);
    outbox.written(taken);
    if (more-- > 0) {  // while some is on its way
      outbox.push_raw("|");
      expected += "|";
    }
  }
  RC_ASSERT(written == expected);
}

}  // namespace
}  // namespace engineio::transports
