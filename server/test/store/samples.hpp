#pragma once

#include "app/ports/store.hpp"

#include <cstdint>
#include <string>
#include <vector>

// Records to store, and a way to see whether two are the same.
namespace callroom::store::test {

inline base::WallTime at(std::int64_t millis) { return base::WallTime{base::Millis{millis}}; }
/// 2026-11-22T09:30:00Z, the day on which these tests take place.
inline const base::WallTime kNoon = at(1'795'339'800'000);

/// The id whose 24 digits are `number` in hex: ids in a known order.
template <class Id>
Id id_of(std::uint64_t number) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string hex(base::ObjectId::kHexDigits, '0');
  for (std::size_t i = hex.size(); number != 0; number >>= 4) hex[--i] = kDigits[number & 0xf];
  return Id::parse(hex).value();
}

[[nodiscard]] domain::User a_user(std::uint64_t number = 1);
[[nodiscard]] domain::Session a_session(std::uint64_t number = 1);
[[nodiscard]] domain::PresenceInterval a_stay(const domain::SessionId& session, std::uint64_t number = 1);
[[nodiscard]] domain::AuditRecord a_record(const domain::SessionId& session, std::uint64_t number = 1);

/// With every field set.
[[nodiscard]] domain::QualitySample a_sample(const domain::SessionId& session, std::uint64_t number = 1);
[[nodiscard]] domain::CallRating a_rating(const domain::SessionId& session);

[[nodiscard]] app::Commit commit_of(domain::User user);
[[nodiscard]] app::Commit commit_of(domain::Session session);
[[nodiscard]] app::Commit commit_of(domain::PresenceInterval stay);
[[nodiscard]] app::Commit commit_of(domain::AuditRecord record);
[[nodiscard]] app::Commit commit_of(domain::QualitySample sample);
[[nodiscard]] app::Commit commit_of(domain::CallRating rating);
[[nodiscard]] app::Commit change_of(domain::User user);
/// Expects the revision that `session` has.
[[nodiscard]] app::Commit change_of(domain::Session session);

/// Every field, so that equal text means equal records and a failed comparison can be read.
[[nodiscard]] std::string dump(const domain::User& user);
[[nodiscard]] std::string dump(const domain::Session& session);
[[nodiscard]] std::string dump(const domain::PresenceInterval& stay);
[[nodiscard]] std::string dump(const domain::AuditRecord& record);
[[nodiscard]] std::string dump(const domain::QualitySample& sample);
[[nodiscard]] std::string dump(const domain::CallRating& rating);
template <class T>
[[nodiscard]] std::string dump(const std::optional<T>& record) {
  return record ? dump(*record) : "none";
}
template <class T>
[[nodiscard]] std::vector<std::string> dump(const std::vector<T>& records) {
  std::vector<std::string> lines;
  for (const auto& record : records) lines.push_back(dump(record));
  return lines;
}

template <class T>
[[nodiscard]] std::vector<std::string> ids(const std::vector<T>& records) {
  std::vector<std::string> found;
  for (const auto& record : records) found.push_back(record.id.str());
  return found;
}

/// All pages of a list, one after the other. `list(page)` asks for one. Throws when it does not come to an end.
template <class List>
auto walk(const List& list, std::size_t limit) {
  constexpr int kMostPages = 10'000;
  app::PageRequest request{limit, std::nullopt};
  auto page = list(request);
  auto all = page.items;
  for (int pages = 1; page.next; ++pages) {
    if (pages > kMostPages) throw std::runtime_error("a list without an end");
    request.cursor = page.next;
    page = list(request);
    all.insert(all.end(), page.items.begin(), page.items.end());
  }
  return all;
}

}  // namespace callroom::store::test
