#include "load/message.hpp"

#include "load/frame.hpp"

#include <stdexcept>

namespace load {
namespace {

constexpr std::string_view kNumberMember = R"("n":")";
constexpr std::size_t kDigits = 16;
constexpr std::string_view kSdpHead = R"(v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n)";
constexpr std::string_view kSdpLine = R"(a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n)";
constexpr std::string_view kCandidate =
    "candidate:842163049 1 udp 1677729535 192.0.2.7 50516 typ srflx raddr 198.51.100.7 rport 50516";

/// `begin` and `end` with whole `filler`s in between, and letters for the rest, so that all is `bytes` long.
std::string filled(std::string begin, std::string_view filler, const std::string& end, std::size_t bytes) {
  if (begin.size() + end.size() > bytes) throw std::logic_error("a message is longer than its usual size");
  const auto room = bytes - begin.size() - end.size();
  std::string text;
  while (!filler.empty() && text.size() + filler.size() <= room) text += filler;
  text.append(room - text.size(), 'x');
  return begin + text + end;
}

std::string packet(Message::Kind kind, std::string_view to, std::string_view room) {
  const std::string number = std::string(kNumberMember) + std::string(kDigits, '0') + R"(",)";
  const std::string address = R"("to":")" + std::string(to) + R"(","roomId":")" + std::string(room) + R"("}])";
  switch (kind) {
    case Message::Kind::kOffer:
      return filled(R"(42["offer",{)" + number + R"("offer":{"type":"offer","sdp":")" + std::string(kSdpHead), kSdpLine,
                    R"("},)" + address, kOfferBytes);
    case Message::Kind::kAnswer:
      return filled(R"(42["answer",{)" + number + R"("answer":{"type":"answer","sdp":")" + std::string(kSdpHead),
                    kSdpLine, R"("},)" + address, kOfferBytes);
    case Message::Kind::kCandidate:
      break;
  }
  // Shorter than usual without the room, which is optional: the official client's candidates carry none.
  return filled(R"(42["ice-candidate",{)" + number + R"("candidate":{"candidate":")" + std::string(kCandidate), "",
                R"(","sdpMid":"0","sdpMLineIndex":0},"to":")" + std::string(to) + R"("}])", kCandidateBytes);
}

}  // namespace

Message::Message(Kind kind, std::string_view to, std::string_view room, Framing framing) : framing_(framing) {
  const auto text = packet(kind, to, room);
  if (framing_ == Framing::kPlain) frame_ = text;
  else payload_ = append_masked(frame_, Opcode::kText, text);
  digits_ = text.find(kNumberMember) + kNumberMember.size();
}

std::string_view Message::with(std::uint64_t number) noexcept {
  for (std::size_t i = kDigits; i-- > 0; number /= 10) {
    const auto at = digits_ + i;
    const auto digit = static_cast<char>('0' + number % 10);
    frame_[payload_ + at] = framing_ == Framing::kPlain ? digit : masked(digit, at);
  }
  return frame_;
}

std::optional<std::uint64_t> number_in(std::string_view packet) noexcept {
  const auto at = packet.find(kNumberMember);
  if (at == std::string_view::npos || packet.size() < at + kNumberMember.size() + kDigits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char digit : packet.substr(at + kNumberMember.size(), kDigits)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return number;
}

}  // namespace load
