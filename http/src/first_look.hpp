#pragma once

#include "accepted.hpp"
#include "shared.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <string_view>

namespace http {

/// Hands a connection over whose first bytes, `input`, begin with a whole WebSocket handshake that the handler accepts:
/// what nearly every such client sends at once. It is then in no reactor, has no timers, and was never a Connection.
/// False: nothing has happened, and Connection does whatever there is to do.
[[nodiscard]] bool handed_over(const Shared& shared, const boost::asio::any_io_executor& executor, Accepted& accepted,
                               std::string_view input, std::shared_ptr<void>& lease);

}  // namespace http
