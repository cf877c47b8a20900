#include "rooms/event_encoder.hpp"

#include "socketio/protocol/encoder.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace socketio::rooms {
namespace {

/// Digits and letters: the shortest text that every JSON reader takes as it is.
constexpr int kOffsetBase = 36;
/// 2^64 has 13 digits to the base 36.
constexpr std::size_t kMaxOffsetDigits = 13;

std::string offset_text(std::uint64_t number) {
  std::array<char, kMaxOffsetDigits> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number, kOffsetBase);
  static_cast<void>(error);  // cannot fail: the buffer holds the largest number
  return {digits.data(), end};
}

SharedEvent share(protocol::Encoded encoded, std::string offset) {
  auto event = std::make_shared<OutgoingEvent>();
  event->unit = to_unit(std::move(encoded));
  event->offset = std::move(offset);
  for (const engineio::Message& message : event->unit) event->bytes += message.data->size();
  return event;
}

}  // namespace

Unit to_unit(std::string text) {
  return {engineio::Message{engineio::MessageKind::kText, std::make_shared<const std::string>(std::move(text))}};
}

Unit to_unit(protocol::Encoded encoded) {
  Unit unit = to_unit(std::move(encoded.text));
  for (auto& bytes : encoded.attachments) {
    unit.push_back(engineio::Message{engineio::MessageKind::kBinary, std::move(bytes)});
  }
  return unit;
}

SharedEvent EventEncoder::encode(std::string_view nsp, std::string_view name, const Payload& args,
                                 engineio::Delivery delivery) {
  std::string offset;
  if (offsets_ == Offsets::kAppended && delivery == engineio::Delivery::kReliable) {
    offset = offset_text(next_offset_.fetch_add(1, std::memory_order_relaxed));
  }
  auto encoded = protocol::encode_event(nsp, name, args, std::nullopt, offset);
  return share(std::move(encoded), std::move(offset));
}

SharedEvent EventEncoder::encode_with_ack(std::string_view nsp, std::string_view name, const Payload& args,
                                          std::uint64_t id) {
  return share(protocol::encode_event(nsp, name, args, id, ""), "");
}

}  // namespace socketio::rooms
