#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "base/object_id.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// What a page of any of our stores begins after. The same text in every store, so that a client's cursor outlives a
// move of the data. Keyset paging: the cursor names the last record seen, not a count, so records inserted meanwhile
// neither repeat nor hide others.
namespace callroom::store {

/// Each list has its own cursors: one of another list is refused, not misread.
enum class CursorOf : char { kUsers = 'u', kSessions = 's', kEndedCalls = 'e', kAudit = 'a' };

struct Position {
  base::WallTime time;  ///< The list's sort time; the epoch for lists that are sorted by id alone.
  base::ObjectId id;
  auto operator<=>(const Position&) const = default;
};

/// Base64url of "1<list>:<milliseconds>:<id>"; the 1 is the version of this form.
[[nodiscard]] std::string encode_cursor(CursorOf list, const Position& position);
/// Throws app::BadCursor for anything that encode_cursor(list, …) did not make.
[[nodiscard]] Position decode_cursor(CursorOf list, const std::string& cursor);
[[nodiscard]] std::optional<Position> cursor_of(CursorOf list, const app::PageRequest& page);

/// A page is held in memory as a whole: this bounds what one request can ask for.
inline constexpr std::size_t kMaxPage = 1000;
[[nodiscard]] inline std::size_t page_size(const app::PageRequest& page) {
  return std::clamp<std::size_t>(page.limit, 1, kMaxPage);
}

/// `found`: the records in order, one more than fits if there are more. `position_of(record)` gives its Position.
template <class T, class PositionOf>
[[nodiscard]] app::Page<T> make_page(std::vector<T> found, std::size_t size, CursorOf list,
                                     const PositionOf& position_of) {
  app::Page<T> page;
  if (found.size() > size) {
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(size), found.end());
    page.next = encode_cursor(list, position_of(found.back()));
  }
  page.items = std::move(found);
  return page;
}

[[nodiscard]] Position user_position(const domain::User& user);
[[nodiscard]] Position session_position(const domain::Session& session);
/// `session` has ended.
[[nodiscard]] Position end_position(const domain::Session& session);
[[nodiscard]] Position audit_position(const domain::AuditRecord& record);

}  // namespace callroom::store
