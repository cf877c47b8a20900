#include "ops/json_log.hpp"

#include "ops/json_line.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <utility>

namespace callroom::ops {
namespace {

spdlog::level::level_enum spdlog_level(app::LogLevel level) {
  switch (level) {
    case app::LogLevel::kDebug:
      return spdlog::level::debug;
    case app::LogLevel::kInfo:
      return spdlog::level::info;
    case app::LogLevel::kWarn:
      return spdlog::level::warn;
    case app::LogLevel::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

JsonLog::JsonLog(std::shared_ptr<spdlog::sinks::sink> sink, app::LogLevel least, const base::Clock& clock)
    : least_(least), clock_(clock), logger_(std::make_unique<spdlog::logger>("callroom", std::move(sink))) {
  logger_->set_level(spdlog_level(least));
  logger_->set_pattern("%v");  // the line is complete as we make it
  logger_->flush_on(spdlog::level::debug);
}

JsonLog::~JsonLog() = default;

bool JsonLog::writes(app::LogLevel level) const noexcept { return level >= least_; }

void JsonLog::write(app::LogLevel level, app::LogText message, const app::LogFields& fields) noexcept {
  if (!writes(level)) return;
  try {
    logger_->log(spdlog_level(level), spdlog::string_view_t{json_line(clock_.now(), level, message.str(), fields)});
  } catch (...) {  // NOLINT(bugprone-empty-catch)
    // No memory for a line, and nobody left to tell: losing it is better than losing the call it speaks of.
  }
}

std::unique_ptr<app::Log> log_to_stderr(app::LogLevel least, const base::Clock& clock) {
  return std::make_unique<JsonLog>(std::make_shared<spdlog::sinks::stderr_sink_mt>(), least, clock);
}

}  // namespace callroom::ops
