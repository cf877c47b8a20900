#pragma once

#include "app/ports/log.hpp"
#include "base/clock.hpp"

#include <memory>

namespace spdlog::sinks {
class sink;
}
namespace spdlog {
class logger;
}

namespace callroom::ops {

/// The log of the server: one JSON object per line. Thread-safe.
class JsonLog final : public app::Log {
 public:
  /// Lines below `least` are not written. `clock` outlives the log.
  JsonLog(std::shared_ptr<spdlog::sinks::sink> sink, app::LogLevel least, const base::Clock& clock);
  ~JsonLog() override;

  [[nodiscard]] bool writes(app::LogLevel level) const noexcept override;
  void write(app::LogLevel level, app::LogText message, const app::LogFields& fields) noexcept override;

 private:
  const app::LogLevel least_;
  const base::Clock& clock_;
  std::unique_ptr<spdlog::logger> logger_;
};

/// To standard error, flushed line by line: standard output belongs to the command line's answers.
[[nodiscard]] std::unique_ptr<app::Log> log_to_stderr(app::LogLevel least, const base::Clock& clock);

}  // namespace callroom::ops
