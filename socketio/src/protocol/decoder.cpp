#include "socketio/protocol/decoder.hpp"

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

/// A packet, and how many attachments its text announces.
struct Announced {
  PacketView packet;
  std::size_t attachments = 0;
};

/// Reads the type's digit and, for the binary forms, `<count>-`.
std::optional<DecodeError> take_type(std::string_view& text, std::size_t max_attachments, Announced& out) {
  if (text.empty()) return DecodeError::kUnknownType;
  const char digit = text.front();
  text.remove_prefix(1);
  if (digit >= '0' && digit <= '4') {
    out.packet.type = static_cast<PacketType>(digit - '0');
    return std::nullopt;
  }
  if (digit != kBinaryEventDigit && digit != kBinaryAckDigit) return DecodeError::kUnknownType;
  out.packet.type = digit == kBinaryEventDigit ? PacketType::kEvent : PacketType::kAck;
  const auto count = take_number(text, UINT64_MAX);
  // As the reference: the binary forms have at least one attachment.
  if (!count || *count == 0 || !text.starts_with('-')) return DecodeError::kBadAttachmentCount;
  if (*count > max_attachments) return DecodeError::kTooManyAttachments;
  text.remove_prefix(1);
  out.attachments = static_cast<std::size_t>(*count);
  return std::nullopt;
}

/// Reads `<namespace>,` when there is one. A namespace without a comma is the rest of the message.
void take_namespace(std::string_view& text, PacketView& packet) {
  if (!text.starts_with('/')) return;
  const std::size_t comma = text.find(',');
  packet.nsp = text.substr(0, comma);
  text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
}

std::optional<DecodeError> take_payload(std::string_view text, Announced& out, EventScratch& scratch) {
  PacketView& packet = out.packet;
  switch (packet.type) {
    case PacketType::kConnect:
      if (!text.empty() && !is_json_object(text)) return DecodeError::kBadPayload;
      packet.json = text;
      return std::nullopt;
    case PacketType::kConnectError:  // only servers send these: the caller closes; nobody reads its payload
      return std::nullopt;
    case PacketType::kDisconnect:
      if (!text.empty()) return DecodeError::kBadPayload;
      return std::nullopt;
    case PacketType::kEvent: {
      const auto event = read_event(text, out.attachments, scratch);
      if (!event) return event.error();
      packet.event = *event;
      return std::nullopt;
    }
    case PacketType::kAck:
      if (!packet.id) return DecodeError::kBadId;
      packet.json = text;
      return check_ack(text, out.attachments);
  }
  return DecodeError::kUnknownType;
}

std::optional<DecodeError> read_packet(std::string_view text, const DecoderLimits& limits, Announced& out,
                                       EventScratch& scratch) {
  if (const auto error = take_type(text, limits.max_attachments, out)) return error;
  take_namespace(text, out.packet);
  if (!text.empty() && is_digit(text.front())) {
    out.packet.id = take_number(text, kMaxAckId);
    if (!out.packet.id) return DecodeError::kBadId;
  }
  return take_payload(text, out, scratch);
}

}  // namespace

Decoder::Outcome Decoder::text(std::string_view message, DecoderScratch& scratch) {
  if (partial_) return DecodeError::kUnexpectedText;
  if (message.size() > limits_.max_packet_bytes) return DecodeError::kTooLarge;
  Announced found;
  if (const auto error = read_packet(message, limits_, found, scratch.event)) return *error;
  if (found.attachments == 0) return std::optional{found.packet};
  partial_ = std::make_unique<PartialPacket>();
  partial_->text = message;
  partial_->awaited = found.attachments;
  partial_->bytes = message.size();
  partial_->attachments.reserve(found.attachments);
  return std::optional<PacketView>{};
}

Decoder::Outcome Decoder::binary(std::string_view message, DecoderScratch& scratch) {
  if (!partial_) return DecodeError::kUnexpectedBinary;
  partial_->bytes += message.size();
  if (partial_->bytes > limits_.max_packet_bytes) return DecodeError::kTooLarge;
  partial_->attachments.push_back(std::make_shared<const std::string>(message));
  if (partial_->attachments.size() < partial_->awaited) return std::optional<PacketView>{};
  scratch.completed = std::move(partial_);
  Announced found;
  // Read a second time: the views of the first pointed into a message that is gone.
  if (const auto error = read_packet(scratch.completed->text, limits_, found, scratch.event)) return *error;
  found.packet.attachments = scratch.completed->attachments;
  return std::optional{found.packet};
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
