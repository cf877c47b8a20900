#include "base/random.hpp"
#include "rest/errors.hpp"
#include "rest/handlers.hpp"
#include "rest/query.hpp"

#include <cstdint>
#include <span>
#include <string>

// Something to send and to take, so that a page can measure its throughput before a call.
namespace callroom::rest {
namespace {

/// Two thirds of a second at 12 Mbit/s, more than any call here uses; what one request may make us hold in memory.
constexpr std::size_t kLargestProbe = 1'000'000;

}  // namespace

Reply send_probe(const Services&, const Options&, Context& context) {
  Query query{context.request().query};
  const auto wanted = query.number("bytes", 1, kLargestProbe);
  if (!wanted) return invalid_query("bytes");
  Bytes probe{std::string(*wanted, '\0')};
  // From the kernel, so that nothing on the way can compress it and make the line look faster than it is.
  base::random_bytes({reinterpret_cast<std::uint8_t*>(probe.body.data()), probe.body.size()});
  return probe;
}

Reply take_probe(const Services&, const Options&, Context& context) {
  return Success{.data = {{"received", context.request().body.size()}}};
}

}  // namespace callroom::rest
