#pragma once

#include "app/ports/log.hpp"
#include "base/clock.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace callroom::app {

/// What a server does by itself from time to time (checkpoints, retention), on a thread of its own, one chore at a
/// time. A chore that throws is tried again when it is due next, and logged, once a minute while that lasts.
class Housekeeper {
 public:
  struct Chore {
    std::string name;    ///< For the log.
    base::Millis every;  ///< From the end of one run to the next.
    std::function<void()> run;
  };

  Housekeeper(const base::Clock& clock, Log& log, std::vector<Chore> chores);
  /// stop().
  ~Housekeeper();
  Housekeeper(const Housekeeper&) = delete;
  Housekeeper& operator=(const Housekeeper&) = delete;

  void start();
  /// Waits for the chore that is running. Idempotent.
  void stop();
  /// Runs what is due now; what the thread does, once a second. Not while that runs.
  void run_due();

 private:
  struct Scheduled {
    Chore chore;
    base::SteadyTime due;
    base::SteadyTime quiet_until = {};  ///< A database that is away is not worth a line a second.
  };
  void loop();

  const base::Clock& clock_;
  Log& log_;
  std::vector<Scheduled> chores_;
  std::mutex mutex_;
  std::condition_variable stop_wanted_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace callroom::app
