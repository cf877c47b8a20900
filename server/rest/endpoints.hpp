#pragma once

#include "rest/context.hpp"
#include "rest/reply.hpp"
#include "rest/services.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace callroom::rest {

enum class Who : std::uint8_t { kAnyone, kSignedIn, kAdmin };
enum class Limit : std::uint8_t { kNone, kLogin, kVideoCall };
/// On which threads the handler blocks.
enum class Lane : std::uint8_t { kStore, kPasswords };

/// One route. `pattern` is what follows /api or /api/v1; a segment that begins with ':' matches any text.
struct Endpoint {
  std::string_view method;
  std::string_view pattern;
  Who who = Who::kAdmin;
  Limit limit = Limit::kNone;
  Lane lane = Lane::kStore;
  /// Runs on a worker thread. `context.identity` is set unless `who` is kAnyone.
  Reply (*handle)(const Services& services, const Options& options, Context& context) = nullptr;
};

/// All routes; nothing else under /api answers anything but 404.
[[nodiscard]] std::span<const Endpoint> endpoints();

}  // namespace callroom::rest
