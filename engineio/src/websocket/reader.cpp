#include "websocket/reader.hpp"

#include <algorithm>
#include <utility>

namespace engineio::websocket {

using protocol::FrameKind;

Event Reader::fault(CloseCode code) noexcept {
  Event event;
  event.kind = Event::Kind::kFault;
  event.code = static_cast<std::uint16_t>(code);
  return event;
}

Event Reader::next(std::span<char>& input) {
  // Gives the memory back: the next message may be far away.
  if (std::exchange(message_given_, false)) kept_ = {};
  if (std::exchange(control_given_, false)) control_ = {};
  for (;;) {
    if (part_ == Part::kHead) {
      HeadStep step{};
      if (!take_head(input, step)) return step == HeadStep::kBad ? fault(CloseCode::kProtocolError) : Event{};
      if (const auto wrong = begin_frame()) return fault(*wrong);
      part_ = Part::kPayload;
      taken_ = 0;
    }
    if (input.empty() && taken_ < head_.length) return {};
    const Event event = is_control(head_.opcode) ? take_control(input) : take_data(input);
    if (event.kind != Event::Kind::kNeedMore) return event;
  }
}

// True: head_ is complete. A head that is cut is kept aside, at most fourteen bytes.
bool Reader::take_head(std::span<char>& input, HeadStep& step) {
  if (head_kept_ == 0) {
    step = parse_head({input.data(), input.size()}, head_);
    if (step == HeadStep::kDone) {
      input = input.subspan(head_.size);
      return true;
    }
    if (step == HeadStep::kBad) return false;
  }
  const std::size_t before = head_kept_;
  const std::size_t more = std::min(input.size(), head_bytes_.size() - before);
  std::copy_n(input.data(), more, head_bytes_.data() + before);
  step = parse_head({head_bytes_.data(), before + more}, head_);
  if (step == HeadStep::kDone) {
    input = input.subspan(head_.size - before);
    head_kept_ = 0;
    return true;
  }
  head_kept_ = static_cast<std::uint8_t>(before + more);
  input = input.subspan(more);
  return false;
}

// How frames may follow one another (section 5.4), and how much they may bring.
std::optional<CloseCode> Reader::begin_frame() {
  if (is_control(head_.opcode)) return std::nullopt;
  if ((head_.opcode == Opcode::kContinuation) != in_message_) return CloseCode::kProtocolError;
  if (head_.length > max_message_ - kept_.size()) return CloseCode::kTooBig;
  if (!in_message_) {
    in_message_ = true;
    type_ = head_.opcode == Opcode::kText ? FrameKind::kText : FrameKind::kBinary;
    utf8_ = {};
  }
  return std::nullopt;
}

// What `input` has of the frame at hand, unmasked.
std::span<char> Reader::take_piece(std::span<char>& input) {
  const std::size_t size = static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), head_.length - taken_));
  const std::span<char> piece = input.first(size);
  unmask(piece, head_.mask, taken_);
  taken_ += size;
  input = input.subspan(size);
  if (taken_ == head_.length) part_ = Part::kHead;
  return piece;
}

Event Reader::take_control(std::span<char>& input) {
  const std::span<char> piece = take_piece(input);
  const std::string_view bytes{piece.data(), piece.size()};
  if (part_ == Part::kHead && control_.empty()) return control_event(bytes);
  control_.append(bytes);
  if (part_ != Part::kHead) return {};
  control_given_ = true;
  return control_event(control_);
}

Event Reader::take_data(std::span<char>& input) {
  const std::span<char> piece = take_piece(input);
  const std::string_view bytes{piece.data(), piece.size()};
  if (type_ == FrameKind::kText && !utf8_.feed(bytes)) return fault(CloseCode::kBadData);
  const bool whole = part_ == Part::kHead && head_.final;
  if (whole && kept_.empty()) return end_message(bytes);
  kept_.append(bytes);
  return whole ? end_message(kept_) : Event{};
}

Event Reader::end_message(std::string_view whole) {
  in_message_ = false;
  message_given_ = true;
  if (type_ == FrameKind::kText && !utf8_.complete()) return fault(CloseCode::kBadData);
  return {Event::Kind::kMessage, type_, whole, std::nullopt};
}

Event Reader::control_event(std::string_view payload) {
  switch (head_.opcode) {
    case Opcode::kPing:
      return {Event::Kind::kPing, type_, payload, std::nullopt};
    case Opcode::kPong:
      return {Event::Kind::kPong, type_, payload, std::nullopt};
    default:
      break;
  }
  const CloseNotice notice = parse_close(payload);
  if (notice.fault) return fault(*notice.fault);
  return {Event::Kind::kClose, type_, payload, notice.code};
}

}  // namespace engineio::websocket
