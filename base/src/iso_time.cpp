#include "base/iso_time.hpp"

#include <array>
#include <cstdio>

namespace base {
namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// Reads digits and fixed characters from the front of a text; the first failure sticks.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    if (!ok_ || rest_.size() < count) return fail();
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char c = rest_[i];
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  char one_of(std::string_view allowed) {
    if (!ok_ || rest_.empty() || allowed.find(rest_.front()) == std::string_view::npos) {
      fail();
      return '\0';
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  void reject() { ok_ = false; }
  [[nodiscard]] bool next_is(char c) const { return ok_ && !rest_.empty() && rest_.front() == c; }
  [[nodiscard]] bool next_is_digit() const {
    return ok_ && !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
  }
  [[nodiscard]] bool done() const { return ok_ && rest_.empty(); }

 private:
  int fail() {
    ok_ = false;
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

/// Fractional seconds, rounded down to milliseconds; at most nine digits.
Millis scan_fraction(Scanner& scan) {
  int millis = 0;
  int scale = 100;
  scan.one_of(".");
  millis += scan.digits(1) * scale;
  for (int i = 1; i < 9 && scan.next_is_digit(); ++i) {
    scale /= 10;
    millis += scan.digits(1) * scale;
  }
  return Millis{millis};
}

Minutes scan_offset(Scanner& scan) {
  const char sign = scan.one_of("Zz+-");
  if (sign != '+' && sign != '-') return Minutes{0};
  const int hour = scan.digits(2);
  scan.one_of(":");
  const int minute = scan.digits(2);
  if (hour > 23 || minute > 59) scan.reject();
  const Minutes offset = hours{hour} + Minutes{minute};
  return sign == '+' ? offset : -offset;
}

}  // namespace

std::string to_iso(WallTime time) {
  const auto midnight = std::chrono::floor<days>(time);
  const year_month_day date{midnight};
  const std::chrono::hh_mm_ss clock{time - midnight};
  std::array<char, 64> text{};
  const int size =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                    static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return {text.data(), static_cast<std::size_t>(size)};
}

std::optional<WallTime> from_iso(std::string_view text) {
  Scanner scan(text);
  const int y = scan.digits(4);
  scan.one_of("-");
  const int mo = scan.digits(2);
  scan.one_of("-");
  const int d = scan.digits(2);
  scan.one_of("Tt ");
  const int h = scan.digits(2);
  scan.one_of(":");
  const int mi = scan.digits(2);
  scan.one_of(":");
  const int s = scan.digits(2);
  const Millis fraction = scan.next_is('.') ? scan_fraction(scan) : Millis{0};
  const Minutes offset = scan_offset(scan);
  if (!scan.done()) return std::nullopt;

  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!date.ok() || y < 1970 || h > 23 || mi > 59 || s > 59) return std::nullopt;
  return WallTime{sys_days{date}} + hours{h} + Minutes{mi} + Seconds{s} + fraction - offset;
}

}  // namespace base
