#include "first_look.hpp"

#include "request_reader.hpp"

#include <string>
#include <utility>

namespace http {
namespace {

// In Upgrade, as every client spells it: a request without it need not be parsed twice. Another spelling is understood
// by Connection.
constexpr std::string_view kHint = "websocket";

}  // namespace

bool handed_over(const Shared& shared, const boost::asio::any_io_executor& executor, Accepted& accepted,
                 std::string_view input, std::shared_ptr<void>& lease) {
  if (input.find(kHint) == std::string_view::npos) return false;
  RequestReader reader{shared.options.max_header_bytes};
  if (reader.read_head(input) != RequestReader::Step::kDone || !reader.offers_websocket()) return false;
  Request& request = reader.request();
  request.remote_address = accepted.remote_address;
  try {
    if (!shared.handler.accepts_upgrade(request)) return false;
  } catch (...) {
    return false;  // Connection asks again, reports and answers 500.
  }
  Takeover takeover{Detached{std::move(accepted.descriptor), executor}, std::move(request),
                    std::string{input.substr(reader.head_size())}, std::move(lease)};
  try {
    shared.handler.take_over(std::move(takeover));
  } catch (...) {
    shared.report_exception();
  }
  return true;
}

}  // namespace http
