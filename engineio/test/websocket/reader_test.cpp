#include "websocket/reader.hpp"

#include "frames.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace engineio::websocket {
namespace {

using namespace std::string_literals;
using protocol::FrameKind;
using Story = std::vector<std::string>;

constexpr std::size_t kMax = 1'000;

std::string told(const Event& event) {
  const std::string code = event.code ? std::to_string(*event.code) : "-";
  switch (event.kind) {
    case Event::Kind::kNeedMore:
      break;
    case Event::Kind::kMessage:
      return (event.type == FrameKind::kText ? "text:" : "binary:") + std::string{event.data};
    case Event::Kind::kPing:
      return "ping:" + std::string{event.data};
    case Event::Kind::kPong:
      return "pong:" + std::string{event.data};
    case Event::Kind::kClose:
      return "close:" + code;
    case Event::Kind::kFault:
      return "fault:" + code;
  }
  return "?";
}

/// Feeds `bytes` in pieces of the given sizes (the last one again and again) and tells the events, to the first that
/// ends the reading.
Story read(std::string_view bytes, const std::vector<std::size_t>& sizes, std::size_t max = kMax) {
  Reader reader(max);
  Story story;
  std::size_t turn = 0;
  while (!bytes.empty()) {
    const std::size_t size = std::min(sizes[std::min(turn++, sizes.size() - 1)], bytes.size());
    std::vector<char> piece(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));  // its end is guarded
    bytes.remove_prefix(size);
    std::span<char> input(piece);
    for (Event event = reader.next(input); event.kind != Event::Kind::kNeedMore; event = reader.next(input)) {
      story.push_back(told(event));
      if (event.kind == Event::Kind::kClose || event.kind == Event::Kind::kFault) return story;
    }
    EXPECT_TRUE(input.empty());
  }
  return story;
}

/// All at once, and byte by byte: the same.
Story read(std::string_view bytes) {
  const Story story = read(bytes, {bytes.size()});
  EXPECT_EQ(read(bytes, {1}), story);
  return story;
}

TEST(Reader, MessagesOfBothKindsAndEveryLengthForm) {
  EXPECT_EQ(read(client_frame(Opcode::kText, "hello")), Story{"text:hello"});
  EXPECT_EQ(read(client_frame(Opcode::kBinary, "\0\xff"s)), Story{"binary:\0\xff"s});
  EXPECT_EQ(read(client_frame(Opcode::kText, "")), Story{"text:"});
  const std::string middle(126, 'm');
  EXPECT_EQ(read(client_frame(Opcode::kText, middle)), Story{"text:" + middle});
  const std::string large(70'000, 'l');
  EXPECT_EQ(read(client_frame(Opcode::kBinary, large), {20'000}, 100'000), Story{"binary:" + large});
}

TEST(Reader, SeveralFramesInOnePiece) {
  EXPECT_EQ(read(client_frame(Opcode::kText, "a") + client_frame(Opcode::kBinary, "b") + client_frame(Opcode::kText, "c")),
            (Story{"text:a", "binary:b", "text:c"}));
}

TEST(Reader, AWholeFrameIsReadWhereItLies) {
  Reader reader(kMax);
  std::string bytes = client_frame(Opcode::kText, "in place");
  std::span<char> input(bytes);
  const Event event = reader.next(input);
  EXPECT_EQ(event.data, "in place");
  EXPECT_EQ(event.data.data(), bytes.data() + bytes.size() - event.data.size());
}

TEST(Reader, FragmentsWithControlFramesBetween) {
  const std::string bytes = client_frame(Opcode::kText, "one ", Fin::kNo) + client_frame(Opcode::kPing, "are you there?") +
                            client_frame(Opcode::kContinuation, "two ", Fin::kNo, "abcd") +
                            client_frame(Opcode::kPong, "") + client_frame(Opcode::kContinuation, "", Fin::kNo) +
                            client_frame(Opcode::kContinuation, "three") + client_frame(Opcode::kText, "next");
  EXPECT_EQ(read(bytes), (Story{"ping:are you there?", "pong:", "text:one two three", "text:next"}));
}

TEST(Reader, ACloseBetweenFragmentsEndsTheReading) {
  const std::string bytes = client_frame(Opcode::kText, "one", Fin::kNo) + client_frame(Opcode::kClose, "\x03\xe8"s) +
                            client_frame(Opcode::kContinuation, "two");
  EXPECT_EQ(read(bytes), Story{"close:1000"});
}

TEST(Reader, FragmentsOutOfOrder) {
  EXPECT_EQ(read(client_frame(Opcode::kContinuation, "of nothing")), Story{"fault:1002"});
  EXPECT_EQ(read(client_frame(Opcode::kText, "one", Fin::kNo) + client_frame(Opcode::kText, "two")), Story{"fault:1002"});
  EXPECT_EQ(read(client_frame(Opcode::kText, "one") + client_frame(Opcode::kContinuation, "two")),
            (Story{"text:one", "fault:1002"}));
}

TEST(Reader, FramesAgainstTheRules) {
  EXPECT_EQ(read("\x81\x05hello"s), Story{"fault:1002"}) << "not masked";
  EXPECT_EQ(read("\xc1\x80mask"s), Story{"fault:1002"}) << "a reserved bit, with no extension agreed on";
  EXPECT_EQ(read("\x83\x80mask"s), Story{"fault:1002"}) << "a reserved opcode";
  EXPECT_EQ(read("\x81\xfe\0\x05mask....."s), Story{"fault:1002"}) << "a length in a longer form";
  EXPECT_EQ(read("\x09\x80mask"s), Story{"fault:1002"}) << "a ping in fragments";
}

TEST(Reader, CloseFrames) {
  EXPECT_EQ(read(client_frame(Opcode::kClose, "")), Story{"close:-"});
  EXPECT_EQ(read(client_frame(Opcode::kClose, "\x03\xe9going away"s)), Story{"close:1001"});
  EXPECT_EQ(read(client_frame(Opcode::kClose, "\x03"s)), Story{"fault:1002"});
  EXPECT_EQ(read(client_frame(Opcode::kClose, "\x03\xed"s)), Story{"fault:1002"}) << "1005 is never sent";
  EXPECT_EQ(read(client_frame(Opcode::kClose, "\x03\xe8\xff"s)), Story{"fault:1007"});
}

TEST(Reader, TextIsUtf8WhereverItIsCut) {
  const std::string euro = "\xe2\x82\xac";
  EXPECT_EQ(read(client_frame(Opcode::kText, euro)), Story{"text:" + euro});
  EXPECT_EQ(read(client_frame(Opcode::kText, "\xe2", Fin::kNo) + client_frame(Opcode::kPing, "") +
                 client_frame(Opcode::kContinuation, "\x82\xac")),
            (Story{"ping:", "text:" + euro}));
  EXPECT_EQ(read(client_frame(Opcode::kText, "\xe2\x82")), Story{"fault:1007"}) << "cut off";
  EXPECT_EQ(read(client_frame(Opcode::kText, "\xe2", Fin::kNo) + client_frame(Opcode::kContinuation, "a")),
            Story{"fault:1007"});
  for (const std::string bad : {"\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\x80", "\xff"}) {
    EXPECT_EQ(read(client_frame(Opcode::kText, "ok " + bad)), Story{"fault:1007"});
    EXPECT_EQ(read(client_frame(Opcode::kBinary, bad)), Story{"binary:" + bad}) << "binary may be anything";
  }
}

TEST(Reader, BadTextIsRefusedBeforeTheMessageEnds) {
  EXPECT_EQ(read(client_frame(Opcode::kText, "\xff", Fin::kNo)), Story{"fault:1007"});
}

TEST(Reader, TooMuchIsRefusedByItsHeadAlone) {
  EXPECT_EQ(read(client_frame(Opcode::kText, std::string(kMax, 'x'))), Story{"text:" + std::string(kMax, 'x')});
  EXPECT_EQ(read(client_frame(Opcode::kText, std::string(kMax + 1, 'x')).substr(0, 8)), Story{"fault:1009"});
  const std::string half(kMax / 2, 'x');
  EXPECT_EQ(read(client_frame(Opcode::kText, half, Fin::kNo) + client_frame(Opcode::kContinuation, half)),
            Story{"text:" + half + half});
  EXPECT_EQ(read(client_frame(Opcode::kText, half, Fin::kNo) + client_frame(Opcode::kContinuation, half + 'x')),
            Story{"fault:1009"});
  EXPECT_EQ(read("\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xffmask"s), Story{"fault:1009"});
}

TEST(Reader, ControlFramesOfAnyLengthInPieces) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kMaxControl}) {
    const std::string data(size, 'p');
    EXPECT_EQ(read(client_frame(Opcode::kPing, data) + client_frame(Opcode::kPing, "again")),
              (Story{"ping:" + data, "ping:again"}));
  }
}

rc::Gen<std::string> frames() {
  const auto frame = rc::gen::map(
      rc::gen::tuple(rc::gen::element(Opcode::kContinuation, Opcode::kText, Opcode::kBinary, Opcode::kPing,
                                      Opcode::kPong, Opcode::kClose),
                     rc::gen::weightedElement<Fin>({{3, Fin::kYes}, {2, Fin::kNo}}),
                     rc::gen::inRange<std::size_t>(0, 300), rc::gen::arbitrary<bool>()),
      [](const std::tuple<Opcode, Fin, std::size_t, bool>& parts) {
        const auto& [opcode, fin, size, euros] = parts;
        const std::size_t most = is_control(opcode) ? std::min(size, kMaxControl) : size;
        std::string payload;
        while (payload.size() < most) payload += euros ? "\xe2\x82\xac" : "a";
        if (opcode == Opcode::kClose) payload = "\x03\xe8";
        payload.resize(std::min(payload.size(), is_control(opcode) ? kMaxControl : payload.size()));
        return client_frame(opcode, payload, is_control(opcode) ? Fin::kYes : fin);
      });
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(frame), [](const std::vector<std::string>& all) {
    std::string bytes;
    for (const auto& each : all) bytes += each;
    return bytes;
  });
}

RC_GTEST_PROP(ReaderProperty, AnyCutOfTheStreamTellsTheSame, ()) {
  const std::string bytes = *frames();
  auto sizes = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(1, 200));
  sizes.push_back(*rc::gen::inRange<std::size_t>(1, 50));
  RC_ASSERT(read(bytes, sizes) == read(bytes, {std::max<std::size_t>(bytes.size(), 1)}));
}

RC_GTEST_PROP(ReaderProperty, ArbitraryBytesToo, (const std::string& bytes)) {
  const auto size = *rc::gen::inRange<std::size_t>(1, 20);
  RC_ASSERT(read(bytes, {size}) == read(bytes, {std::max<std::size_t>(bytes.size(), 1)}));
}

RC_GTEST_PROP(ReaderProperty, FragmentsOfOneMessageComeOutWhole, (const std::vector<std::string>& parts)) {
  std::string bytes;
  std::string whole;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto opcode = i == 0 ? Opcode::kBinary : Opcode::kContinuation;
    bytes += client_frame(opcode, parts[i], Fin::kNo) + client_frame(Opcode::kPing, "");
    whole += parts[i];
  }
  bytes += client_frame(parts.empty() ? Opcode::kBinary : Opcode::kContinuation, "end");
  Story expected(parts.size(), "ping:");
  expected.push_back("binary:" + whole + "end");
  RC_ASSERT(read(bytes, {7}, 1'000'000) == expected);
}

}  // namespace
}  // namespace engineio::websocket
