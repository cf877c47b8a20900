#include "socketio/protocol/decoder.hpp"

#include "socketio/protocol/json_check.hpp"

#include <charconv>
#include <utility>

namespace socketio::protocol {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a run of digits off the front of `text`; nullopt when it is empty or above `max`.
std::optional<std::uint64_t> take_number(std::string_view& text, std::uint64_t max) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value > max) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

/// What stands before the JSON.
struct Head {
  Packet packet;
  std::size_t attachments = 0;
};

/// Reads the type's digit and, for the binary forms, `<count>-`.
base::Result<Head, DecodeError> take_type(std::string_view& text, std::size_t max_attachments) {
  if (text.empty()) return DecodeError::kUnknownType;
  const char digit = text.front();
  text.remove_prefix(1);
  Head head;
  const bool binary = digit == kBinaryEventDigit || digit == kBinaryAckDigit;
  if (binary) {
    head.packet.type = digit == kBinaryEventDigit ? PacketType::kEvent : PacketType::kAck;
    const auto count = take_number(text, UINT64_MAX);
    // As the reference: the binary forms have at least one attachment.
    if (!count || *count == 0 || !text.starts_with('-')) return DecodeError::kBadAttachmentCount;
    if (*count > max_attachments) return DecodeError::kTooManyAttachments;
    text.remove_prefix(1);
    head.attachments = static_cast<std::size_t>(*count);
  } else if (digit >= '0' && digit <= '4') {
    head.packet.type = static_cast<PacketType>(digit - '0');
  } else {
    return DecodeError::kUnknownType;
  }
  return head;
}

/// Reads `<namespace>,` when there is one. A namespace without a comma is the rest of the message.
void take_namespace(std::string_view& text, Packet& packet) {
  if (!text.starts_with('/')) return;
  const std::size_t comma = text.find(',');
  packet.nsp = std::string{text.substr(0, comma)};
  text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
}

std::optional<DecodeError> take_payload(std::string_view text, std::size_t attachments, Packet& packet) {
  switch (packet.type) {
    case PacketType::kConnect:
      if (!text.empty() && !is_json_object(text)) return DecodeError::kBadPayload;
      packet.payload.json = std::string{text};
      return std::nullopt;
    case PacketType::kConnectError:  // only servers send these: the caller closes; nobody reads its payload
      return std::nullopt;
    case PacketType::kDisconnect:
      if (!text.empty()) return DecodeError::kBadPayload;
      return std::nullopt;
    case PacketType::kEvent: {
      auto event = read_event(text, attachments);
      if (!event) return event.error();
      packet.name = std::move(event->name);
      packet.payload.json = std::move(event->args);
      return std::nullopt;
    }
    case PacketType::kAck:
      if (!packet.id) return DecodeError::kBadId;
      if (const auto error = check_ack(text, attachments)) return error;
      packet.payload.json = std::string{text};
      return std::nullopt;
  }
  return DecodeError::kUnknownType;
}

}  // namespace

Decoder::Outcome Decoder::text(std::string_view message) {
  if (partial_) return DecodeError::kUnexpectedText;
  if (message.size() > limits_.max_packet_bytes) return DecodeError::kTooLarge;
  std::string_view rest = message;
  auto head = take_type(rest, limits_.max_attachments);
  if (!head) return head.error();
  Packet& packet = head->packet;
  take_namespace(rest, packet);
  if (!rest.empty() && is_digit(rest.front())) {
    packet.id = take_number(rest, kMaxAckId);
    if (!packet.id) return DecodeError::kBadId;
  }
  if (const auto error = take_payload(rest, head->attachments, packet)) return *error;
  if (head->attachments == 0) return std::optional<Packet>{std::move(packet)};
  partial_ = std::move(packet);
  partial_->payload.attachments.reserve(head->attachments);
  awaited_ = head->attachments;
  partial_bytes_ = message.size();
  return std::optional<Packet>{};
}

Decoder::Outcome Decoder::binary(std::string_view message) {
  if (!partial_) return DecodeError::kUnexpectedBinary;
  partial_bytes_ += message.size();
  if (partial_bytes_ > limits_.max_packet_bytes) return DecodeError::kTooLarge;
  partial_->payload.attachments.push_back(std::make_shared<const std::string>(message));
  if (partial_->payload.attachments.size() < awaited_) return std::optional<Packet>{};
  return std::exchange(partial_, std::nullopt);
}

std::string_view to_string(DecodeError error) noexcept {
  switch (error) {
    case DecodeError::kUnknownType:
      return "unknown packet type";
    case DecodeError::kBadAttachmentCount:
      return "bad attachment count";
    case DecodeError::kTooManyAttachments:
      return "too many attachments";
    case DecodeError::kTooLarge:
      return "packet too large";
    case DecodeError::kBadId:
      return "bad ack id";
    case DecodeError::kBadPayload:
      return "bad payload";
    case DecodeError::kReservedEvent:
      return "reserved event name";
    case DecodeError::kBadPlaceholder:
      return "bad placeholder";
    case DecodeError::kUnexpectedText:
      return "text while attachments are awaited";
    case DecodeError::kUnexpectedBinary:
      return "attachment that nothing awaits";
  }
  return "unknown error";
}

}  // namespace socketio::protocol
