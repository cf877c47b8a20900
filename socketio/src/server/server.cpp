#include "socketio/server.hpp"

#include "server/hub.hpp"

#include <utility>

namespace socketio {

class Server::Impl {
 public:
  Impl(Config config, const base::Clock& clock, const AdapterFactory& make_adapter)
      : hub(config, clock, rooms::make_asio_timers(), make_adapter) {}
  server::Hub hub;
};

void NamespaceHandler::on_event_view(const std::shared_ptr<Socket>& socket, EventView event) {
  Event copy;
  copy.name = event.name;
  copy.args.json.reserve(event.json_size());
  copy.args.json += '[';
  copy.args.json += event.args;
  copy.args.json += ']';
  copy.args.attachments.assign(event.attachments.begin(), event.attachments.end());
  copy.ack = std::move(event.ack);
  on_event(socket, std::move(copy));
}

Server::Server(Config config, const base::Clock& clock, const AdapterFactory& make_adapter)
    : impl_(std::make_unique<Impl>(config, clock, make_adapter)) {}
Server::~Server() = default;

void Server::serve(std::string nsp, NamespaceHandler& handler) { impl_->hub.serve(std::move(nsp), handler); }

void Server::broadcast(const std::string& nsp, const std::string& room, std::string_view except, std::string_view event,
                       const Payload& args, Delivery delivery) {
  impl_->hub.adapter().broadcast(nsp, room, except, event, args, delivery);
}

std::shared_ptr<Socket> Server::find(const std::string& nsp, const std::string& socket_id) const {
  return impl_->hub.adapter().find(nsp, socket_id);
}

void Server::on_open(const std::shared_ptr<engineio::Socket>& socket) { impl_->hub.on_open(socket); }
void Server::on_message(engineio::Socket& socket, engineio::MessageKind kind, std::string_view data) {
  impl_->hub.on_message(socket, kind, data);
}
void Server::on_close(engineio::Socket& socket, engineio::CloseReason reason) { impl_->hub.on_close(socket, reason); }

}  // namespace socketio
