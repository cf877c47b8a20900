#pragma once

#include "rest/context.hpp"
#include "rest/reply.hpp"
#include "rest/services.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace callroom::rest {

enum class Who : std::uint8_t { kAnyone, kSignedIn, kAdmin };
enum class Limit : std::uint8_t { kNone, kLogin, kVideoCall, kProbe };
/// On which threads the handler blocks.
enum class Lane : std::uint8_t { kStore, kPasswords };

/// What a request may carry.
enum class Takes : std::uint8_t {
  kJson,     ///< Within Options::max_body.
  kSamples,  ///< JSON that always has room for a whole list of quality samples.
  kBytes,    ///< Bytes that are counted and thrown away.
};

/// One route. `pattern` is what follows /api or /api/v1; a segment that begins with ':' matches any text.
struct Endpoint {
  std::string_view method;
  std::string_view pattern;
  Who who = Who::kAdmin;
  Limit limit = Limit::kNone;
  Lane lane = Lane::kStore;
  /// Runs on a worker thread. `context.identity` is set unless `who` is kAnyone.
  Reply (*handle)(const Services& services, const Options& options, Context& context) = nullptr;
  Takes takes = Takes::kJson;
};

struct BodyRule {
  std::string_view media_type;
  std::uint64_t most_bytes = 0;
};
[[nodiscard]] BodyRule body_rule(Takes takes, const Options& options) noexcept;

/// All routes; nothing else under /api answers anything but 404.
[[nodiscard]] std::span<const Endpoint> endpoints();

}  // namespace callroom::rest
