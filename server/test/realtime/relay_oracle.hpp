#pragma once

#include "realtime/relay_scan.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace callroom::realtime::test {

/// What a relayed event comes to, said by a parser that builds the whole tree: slow, and plainly right.
struct RelayOutcome {
  std::optional<std::string> refusal;  ///< What the peer is told; nullopt: it goes on.
  std::string to;
  std::optional<std::string> room;
  boost::json::object forward;
};

inline RelayOutcome relay_by_tree(const std::string& args, const RelayedEvent& kind, const RelayLimits& limits,
                                  const std::string& from) {
  namespace json = boost::json;
  const auto refused = [](std::string message) { return RelayOutcome{std::move(message), {}, {}, {}}; };
  const std::string member(kind.member);
  if (args.size() > limits.*kind.limit) {
    return refused("'" + member + "' is larger than " + std::to_string(limits.*kind.limit) + " bytes.");
  }
  const auto all = json::parse(args).as_array();
  if (all.empty() || !all.front().is_object()) return refused("The event needs one object.");
  RelayOutcome out{{}, {}, {}, all.front().as_object()};
  const auto* content = out.forward.if_contains(member);
  if (content == nullptr || !(content->is_object() || (member == "candidate" && content->is_null()))) {
    return refused("'" + member + "' must be an object.");
  }
  const auto* to = out.forward.if_contains("to");
  if (to == nullptr || to->is_null()) return refused("'to' is missing.");
  if (!to->is_string()) return refused("'to' must be a string.");
  out.to = std::string{std::string_view{to->as_string()}};
  if (out.to.empty()) return refused("'to' is missing.");
  if (const auto* room = out.forward.if_contains("roomId")) {
    if (!room->is_null() && !room->is_string()) return refused("'roomId' must be a string.");
    if (room->is_null()) return refused("'roomId' is missing or not one.");
    out.room = std::string{std::string_view{room->as_string()}};
    constexpr std::size_t kLongest = 128;
    if (out.room->empty() || out.room->size() > kLongest) return refused("'roomId' is missing or not one.");
  }
  out.forward.erase("to");
  out.forward["from"] = from;
  return out;
}

}  // namespace callroom::realtime::test
