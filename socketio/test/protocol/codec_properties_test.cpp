// What must hold for any packet and any bytes.
#include "support/copying_decoder.hpp"
#include "socketio/protocol/encoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace socketio::protocol {
namespace {

using test::CopyingDecoder;
using test::Packet;

/// JSON text of a random value; placeholders for attachments [0, attachments) come in by the caller.
rc::Gen<std::string> arbitrary_json(int depth) {
  const auto text = rc::gen::map(rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127)),
                                 [](const std::string& s) { return json_string(s); });
  const auto number = rc::gen::map(rc::gen::arbitrary<int>(), [](int n) { return std::to_string(n); });
  const auto word = rc::gen::element<std::string>("true", "false", "null", "{}", "[]", "1.5e3", "[[1],{\"num\":0}]");
  if (depth == 0) return rc::gen::oneOf(text, number, word);
  const auto array = rc::gen::map(rc::gen::container<std::vector<std::string>>(arbitrary_json(depth - 1)),
                                  [](const std::vector<std::string>& all) {
                                    std::string out = "[";
                                    for (const auto& one : all) out += (out.size() > 1 ? "," : "") + one;
                                    return out + "]";
                                  });
  const auto object = rc::gen::map(arbitrary_json(depth - 1), [](const std::string& value) {
    return R"({"_placeholder":false,"a":)" + value + "}";
  });
  return rc::gen::oneOf(text, number, word, array, object);
}

Payload arbitrary_payload() {
  Payload payload;
  const auto bytes = *rc::gen::resize(5, rc::gen::arbitrary<std::vector<std::string>>());
  std::string inside;
  for (const auto& value : *rc::gen::resize(4, rc::gen::container<std::vector<std::string>>(arbitrary_json(2)))) {
    inside += (inside.empty() ? "" : ",") + value;
  }
  for (std::size_t num = 0; num < bytes.size(); ++num) {
    payload.attachments.push_back(std::make_shared<const std::string>(bytes[num]));
    inside += (inside.empty() ? "" : ",") + (R"({"_placeholder":true,"num":)" + std::to_string(num) + "}");
  }
  payload.json = "[" + inside + "]";
  return payload;
}

std::string arbitrary_namespace() {
  return "/" + *rc::gen::container<std::string>(
                   rc::gen::suchThat(rc::gen::inRange<char>(1, 127), [](char c) { return c != ','; }));
}

std::optional<Packet> decode(const Encoded& encoded) {
  CopyingDecoder decoder{DecoderLimits{}};
  auto outcome = decoder.text(encoded.text);
  for (const auto& bytes : encoded.attachments) {
    RC_ASSERT(outcome.has_value());
    RC_ASSERT(!outcome->has_value());
    outcome = decoder.binary(*bytes);
  }
  RC_ASSERT(outcome.has_value());
  return *outcome;
}

void same_attachments(const Payload& a, const Payload& b) {
  RC_ASSERT(a.attachments.size() == b.attachments.size());
  for (std::size_t i = 0; i < a.attachments.size(); ++i) RC_ASSERT(*a.attachments[i] == *b.attachments[i]);
}

RC_GTEST_PROP(Codec, EventsComeBackAsTheyWent, ()) {
  const auto nsp = arbitrary_namespace();
  // The prefix keeps reserved names out.
  const auto name = "e" + *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
  const Payload args = arbitrary_payload();
  const auto id = *rc::gen::maybe(rc::gen::inRange<std::uint64_t>(0, kMaxAckId));
  const auto packet = decode(encode_event(nsp, name, args, id ? std::optional{*id} : std::nullopt, ""));
  RC_ASSERT(packet.has_value());
  RC_ASSERT(packet->type == PacketType::kEvent);
  RC_ASSERT(packet->nsp == nsp);
  RC_ASSERT(packet->name == name);
  RC_ASSERT(packet->id.has_value() == static_cast<bool>(id));
  if (id) RC_ASSERT(*packet->id == *id);
  RC_ASSERT(packet->payload.json == args.json);
  same_attachments(packet->payload, args);
}

RC_GTEST_PROP(Codec, AcksComeBackAsTheyWent, ()) {
  const auto nsp = arbitrary_namespace();
  const Payload args = arbitrary_payload();
  const auto id = *rc::gen::inRange<std::uint64_t>(0, kMaxAckId);
  const auto packet = decode(encode_ack(nsp, args, id));
  RC_ASSERT(packet.has_value());
  RC_ASSERT(packet->type == PacketType::kAck);
  RC_ASSERT(packet->nsp == nsp);
  RC_ASSERT(*packet->id == id);
  RC_ASSERT(packet->payload.json == args.json);
  same_attachments(packet->payload, args);
}

RC_GTEST_PROP(Codec, RelayingChangesNothing, ()) {
  const Payload args = arbitrary_payload();
  const auto first = decode(encode_event("/", "e", args, {}, ""));
  const auto second = decode(encode_event("/", "e", first->payload, {}, ""));
  RC_ASSERT(second->payload.json == args.json);
}

RC_GTEST_PROP(Codec, AnyBytesAreAPacketOrARefusal, (const std::string& text)) {
  CopyingDecoder decoder{DecoderLimits{}};
  const auto outcome = decoder.text(text);
  if (!outcome) RC_ASSERT(!to_string(outcome.error()).empty());
}

/// Near misses: a real packet with a few bytes changed gets far deeper than noise.
RC_GTEST_PROP(Codec, DamagedPacketsAreAPacketOrARefusal, ()) {
  Encoded encoded = encode_event("/custom", "event", arbitrary_payload(), 7, "");
  const auto changes = *rc::gen::resize(4, rc::gen::arbitrary<std::vector<std::pair<std::size_t, char>>>());
  for (const auto& [at, byte] : changes) encoded.text[at % encoded.text.size()] = byte;
  CopyingDecoder decoder{DecoderLimits{}};
  auto outcome = decoder.text(encoded.text);
  for (std::size_t i = 0; outcome && i < encoded.attachments.size(); ++i) {
    outcome = decoder.binary(*encoded.attachments[i]);
  }
  if (outcome && *outcome && (*outcome)->type == PacketType::kEvent) {
    // Whatever is let through can be relayed and read again.
    const Packet& packet = **outcome;
    RC_ASSERT(decode(encode_event("/", packet.name, packet.payload, {}, ""))->payload.json == packet.payload.json);
  }
}

RC_GTEST_PROP(Codec, AnySequenceOfMessagesIsSurvived, ()) {
  const auto script = *rc::gen::container<std::vector<std::pair<bool, std::string>>>(rc::gen::pair(
      rc::gen::arbitrary<bool>(),
      rc::gen::oneOf(
          rc::gen::arbitrary<std::string>(),
          rc::gen::element<std::string>("0", "1", R"(2["x"])", R"(51-["x",{"_placeholder":true,"num":0}])",
                                        R"(62-1[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}])"))));
  CopyingDecoder decoder{DecoderLimits{}};
  for (const auto& [is_text, bytes] : script) {
    if (!(is_text ? decoder.text(bytes) : decoder.binary(bytes))) return;
  }
}

}  // namespace
}  // namespace socketio::protocol
