#pragma once

#include "socketio/json_view.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace socketio::protocol {

/// What is known of one object that is being read. A key given twice counts as its last value does, as JSON.parse has
/// it.
struct PlaceholderMark {
  bool placeholder = false;
  std::optional<std::uint64_t> num;
  void note(const JsonMember& member);
};

/// Judges the `{"_placeholder":true,"num":N}` of one packet: each N must be below the number of attachments, and each
/// attachment must stand somewhere.
class Placeholders {
 public:
  explicit Placeholders(std::size_t attachments) : used_(attachments, false) {}

  /// An object ends. False: it is a placeholder for nothing.
  [[nodiscard]] bool judge(const PlaceholderMark& mark);
  [[nodiscard]] bool found_bad() const { return found_bad_; }
  [[nodiscard]] bool all_used() const;

 private:
  std::vector<bool> used_;  // allocates nothing for a packet without attachments
  bool found_bad_ = false;
};

}  // namespace socketio::protocol
