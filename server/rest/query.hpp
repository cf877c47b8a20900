#pragma once

#include "app/ports/store.hpp"
#include "base/clock.hpp"
#include "domain/session.hpp"

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace callroom::rest {

/// A query string, read strictly: the first parameter that is not what it should be is kept and named in the answer.
/// A parameter without a value ("?status=") counts as absent; ones nobody asks for are ignored.
class Query {
 public:
  explicit Query(std::string_view query);

  [[nodiscard]] std::optional<std::string> text(std::string_view name);
  [[nodiscard]] std::optional<base::WallTime> time(std::string_view name);
  /// A decimal number within the bounds.
  [[nodiscard]] std::optional<std::size_t> number(std::string_view name, std::size_t least, std::size_t most);
  [[nodiscard]] std::optional<domain::SessionStatus> session_status(std::string_view name);
  /// What `parse` reads, which gives an optional.
  template <class T, class Parse>
  [[nodiscard]] std::optional<T> parsed(std::string_view name, const Parse& parse) {
    const auto value = text(name);
    if (!value) return std::nullopt;
    auto read = parse(*value);
    if (!read) set_wrong(name);
    return read;
  }
  /// One of these words.
  [[nodiscard]] std::optional<std::string> one_of(std::string_view name, std::initializer_list<std::string_view> words);
  /// limit (1 to kMaxPage, default kDefaultPage) and cursor.
  [[nodiscard]] app::PageRequest page();

  /// The parameter that was wrong.
  [[nodiscard]] const std::optional<std::string>& wrong() const noexcept { return wrong_; }

  /// A page is read into memory and sent whole: 100 rows are at most some 100 KiB.
  static constexpr std::size_t kMaxPage = 100;
  static constexpr std::size_t kDefaultPage = 50;

 private:
  void set_wrong(std::string_view name);
  std::vector<std::pair<std::string, std::optional<std::string>>> pairs_;  // no value: its escape was broken
  std::optional<std::string> wrong_;
};

}  // namespace callroom::rest
