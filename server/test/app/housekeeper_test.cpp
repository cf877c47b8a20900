#include "app/housekeeper.hpp"

#include <gtest/gtest.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace callroom::app {
namespace {

class Lines final : public Log {
 public:
  [[nodiscard]] bool writes(LogLevel) const noexcept override { return true; }
  void write(LogLevel, LogText, const LogFields& fields) noexcept override {
    said.push_back(std::string{fields.code} + ": " + std::string{fields.cause});
  }
  std::vector<std::string> said;
};

TEST(Housekeeper, RunsEachChoreWhenItIsDue) {
  base::ManualClock clock;
  Lines log;
  int often = 0;
  int seldom = 0;
  Housekeeper keeper{
      clock, log, {{"often", base::Seconds{1}, [&] { ++often; }}, {"seldom", base::Seconds{10}, [&] { ++seldom; }}}};
  for (int second = 0; second < 20; ++second) {
    keeper.run_due();
    clock.advance(base::Seconds{1});
  }
  EXPECT_EQ(often, 20);
  EXPECT_EQ(seldom, 2);
}

TEST(Housekeeper, AChoreThatThrowsIsTriedAgainAndLoggedOnceAMinute) {
  base::ManualClock clock;
  Lines log;
  int tries = 0;
  int others = 0;
  Housekeeper keeper{clock,
                     log,
                     {{"broken", base::Seconds{5},
                       [&] {
                         ++tries;
                         throw std::runtime_error("no disk");
                       }},
                      {"sound", base::Seconds{5}, [&] { ++others; }}}};
  keeper.run_due();
  keeper.run_due();
  clock.advance(base::Seconds{5});
  keeper.run_due();
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(others, 2);
  EXPECT_EQ(log.said, std::vector<std::string>{"broken: no disk"});
  clock.advance(base::Minutes{1});
  keeper.run_due();
  EXPECT_EQ(tries, 3);
  EXPECT_EQ(log.said, (std::vector<std::string>{"broken: no disk", "broken: no disk"}));
}

TEST(Housekeeper, StopsWithoutHavingStarted) {
  base::ManualClock clock;
  Lines log;
  Housekeeper keeper{clock, log, {}};
  keeper.stop();
  keeper.stop();
}

}  // namespace
}  // namespace callroom::app
