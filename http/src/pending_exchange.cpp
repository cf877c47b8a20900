#include "pending_exchange.hpp"

#include "connection.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

namespace http {

PendingExchange::PendingExchange(std::weak_ptr<Connection> connection, boost::asio::any_io_executor executor,
                                 Request request)
    : connection_(std::move(connection)), executor_(std::move(executor)), request_(std::move(request)) {}

PendingExchange::~PendingExchange() {
  if (answered_ || connection_.expired()) return;
  boost::asio::post(executor_, [weak = connection_] {
    if (const auto connection = weak.lock()) connection->exchange_dropped();
  });
}

void PendingExchange::respond(Response response) {
  if (answered_.exchange(true)) return;
  boost::asio::dispatch(executor_, [self = shared_from_this(), response = std::move(response)]() mutable {
    self->deliver(std::move(response));
  });
}

void PendingExchange::deliver(Response response) {
  // The callback usually holds this exchange: let go of it, whether the connection is still there or not.
  const auto released = std::exchange(on_abort_, nullptr);
  if (const auto connection = connection_.lock()) connection->answer(std::move(response));
}

void PendingExchange::on_abort(std::function<void()> callback) {
  if (answered_) return;
  on_abort_ = std::move(callback);
  // The peer may have gone between handle() and now.
  boost::asio::post(executor_, [weak = connection_] {
    if (const auto connection = weak.lock()) connection->check_abort();
  });
}

void PendingExchange::abort() {
  const auto callback = std::exchange(on_abort_, nullptr);
  if (answered_.exchange(true) || !callback) return;
  callback();
}

}  // namespace http
