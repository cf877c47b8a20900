#include "load/plan.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace load {
namespace {

class PlanFile : public testing::Test {
 protected:
  std::string write(const std::string& text) {
    std::ofstream(path_) << text;
    return path_;
  }
  ~PlanFile() override { std::remove(path_.c_str()); }

 private:
  std::string path_ =
      testing::TempDir() + "callroom-plan-" + testing::UnitTest::GetInstance()->current_test_info()->name();
};

TEST_F(PlanFile, HasABookingInEachLine) {
  const auto plan = read_plan(write("s1\troom-1\tc1\tp1\ttoken-c\ttoken-p\ns2\troom-2\tc2\tp2\ttc\ttp\n"));
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0].session, "s1");
  EXPECT_EQ(plan[0].room, "room-1");
  EXPECT_EQ(plan[0].client_token, "token-c");
  EXPECT_EQ(plan[1].psychologist_token, "tp");
}

TEST_F(PlanFile, ThatIsCutOffIsRefused) {
  EXPECT_THROW((void)read_plan(write("s1\troom-1\tc1\tp1\ttoken-c\n")), std::runtime_error);
}

TEST_F(PlanFile, ThatIsEmptyOrNotThereIsRefused) {
  EXPECT_THROW((void)read_plan(write("")), std::runtime_error);
  EXPECT_THROW((void)read_plan("/nonexistent/plan"), std::runtime_error);
}

}  // namespace
}  // namespace load
