#include "server/hub.hpp"

#include "rooms/local_adapter.hpp"

#include <boost/asio/post.hpp>
#include <stdexcept>
#include <utility>

namespace socketio::server {

Hub::Hub(Config config, const base::Clock& clock, std::shared_ptr<rooms::Timers> timers,
         const AdapterFactory& make_adapter)
    : context_(std::make_shared<Context>(config, clock, std::move(timers))) {
  auto local = std::make_shared<rooms::LocalAdapter>(context_->encoder);
  context_->adapter = make_adapter ? make_adapter(std::move(local)) : std::move(local);
}

void Hub::serve(std::string nsp, NamespaceHandler& handler) {
  // A comma ends the namespace on the wire.
  if (!nsp.starts_with('/') || nsp.find(',') != std::string::npos) {
    throw std::invalid_argument("socketio: a namespace begins with '/' and has no comma: " + nsp);
  }
  context_->handlers[std::move(nsp)] = &handler;
}

void Hub::on_open(const std::shared_ptr<engineio::Socket>& socket) {
  auto connection = std::make_shared<Connection>(socket, context_);
  socket->attach(connection);
  connection->start();
}

void Hub::on_message(engineio::Socket& socket, engineio::MessageKind kind, std::string_view data) {
  const auto connection = std::static_pointer_cast<Connection>(socket.attachment());  // It may end within.
  if (connection) connection->on_message(kind, data);
}

void Hub::on_close(engineio::Socket& socket, engineio::CloseReason reason) {
  auto connection = std::static_pointer_cast<Connection>(socket.attachment());
  if (!connection) return;
  socket.attach(nullptr);
  // Posted: a session that ends from within send() (a slow consumer) would find our channel's lock held.
  boost::asio::post(socket.executor(),
                    [connection = std::move(connection), reason] { connection->on_close(reason); });
}

}  // namespace socketio::server
