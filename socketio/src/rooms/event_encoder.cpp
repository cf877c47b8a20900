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

SharedEvent share(std::string text, Attachments attachments, std::string offset) {
  auto event = std::make_shared<OutgoingEvent>();
  event->bytes = text.size();
  for (const auto& bytes : attachments) event->bytes += bytes->size();
  event->text = std::move(text);
  event->attachments.assign(attachments.begin(), attachments.end());
  event->offset = std::move(offset);
  return event;
}

}  // namespace

Unit to_unit(std::string text) {
  Unit unit;
  unit.push_back({engineio::MessageKind::kText, std::make_shared<const std::string>(std::move(text))});
  return unit;
}

Unit to_unit(protocol::Encoded encoded) {
  Unit unit = to_unit(std::move(encoded.text));
  for (auto& bytes : encoded.attachments) unit.push_back({engineio::MessageKind::kBinary, std::move(bytes)});
  return unit;
}

Unit to_unit(const SharedEvent& event) {
  Unit unit;
  // The event owns its text: no second count for the same bytes.
  unit.push_back({engineio::MessageKind::kText, std::shared_ptr<const std::string>(event, &event->text)});
  for (const auto& bytes : event->attachments) unit.push_back({engineio::MessageKind::kBinary, bytes});
  return unit;
}

SharedEvent EventEncoder::encode(std::string_view nsp, std::string_view name, std::span<const std::string_view> pieces,
                                 Attachments attachments, engineio::Delivery delivery) {
  std::string offset;
  if (offsets_ == Offsets::kAppended && delivery == engineio::Delivery::kReliable) {
    offset = offset_text(next_offset_.fetch_add(1, std::memory_order_relaxed));
  }
  auto text = protocol::encode_event_text(nsp, name, pieces, attachments.size(), std::nullopt, offset);
  return share(std::move(text), attachments, std::move(offset));
}

SharedEvent EventEncoder::encode(std::string_view nsp, std::string_view name, const Payload& args,
                                 engineio::Delivery delivery) {
  const std::string_view inside = protocol::inside_array(args.json);
  return encode(nsp, name, {&inside, 1}, args.attachments, delivery);
}

SharedEvent EventEncoder::encode_with_ack(std::string_view nsp, std::string_view name, const Payload& args,
                                          std::uint64_t id) {
  const std::string_view inside = protocol::inside_array(args.json);
  return share(protocol::encode_event_text(nsp, name, {&inside, 1}, args.attachments.size(), id, ""),
               args.attachments, "");
}

}  // namespace socketio::rooms
