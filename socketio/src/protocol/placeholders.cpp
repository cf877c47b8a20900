#include "socketio/protocol/placeholders.hpp"

#include <algorithm>
#include <charconv>

namespace socketio::protocol {
namespace {

constexpr std::string_view kPlaceholderKey = "_placeholder";
constexpr std::string_view kNumKey = "num";

/// A whole number from zero on; nullopt: another one, or one that no count of attachments reaches.
std::optional<std::uint64_t> index_of(const JsonMember& member) {
  if (member.kind != JsonKind::kNumber) return std::nullopt;
  if (member.value == "-0") return 0;
  std::uint64_t value = 0;
  const char* const end = member.value.data() + member.value.size();
  const auto [stop, error] = std::from_chars(member.value.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

void PlaceholderMark::note(const JsonMember& member) {
  if (spells(member.key, kPlaceholderKey)) placeholder = member.kind == JsonKind::kTrue;
  if (spells(member.key, kNumKey)) num = index_of(member);
}

bool Placeholders::judge(const PlaceholderMark& mark) {
  if (!mark.placeholder) return true;
  found_bad_ = !mark.num || *mark.num >= used_.size();
  if (!found_bad_) used_[static_cast<std::size_t>(*mark.num)] = true;
  return !found_bad_;
}

bool Placeholders::all_used() const { return std::find(used_.begin(), used_.end(), false) == used_.end(); }

}  // namespace socketio::protocol
