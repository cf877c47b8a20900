#include "server/context.hpp"

#include <utility>

namespace engineio::server {
namespace {

session::Limits limits_of(const Config& config) {
  session::Limits limits;
  limits.ping_interval = config.ping_interval;
  limits.ping_timeout = config.ping_timeout;
  limits.upgrade_timeout = config.upgrade_timeout;
  limits.max_queue_cost = config.max_queue_bytes;
  limits.max_poll_payload = config.max_payload;
  return limits;
}

}  // namespace

Context::Context(Config the_config, Handler& the_handler, const base::Clock& the_clock)
    : config(std::move(the_config)), limits(limits_of(config)), handler(the_handler), clock(the_clock) {}

}  // namespace engineio::server
