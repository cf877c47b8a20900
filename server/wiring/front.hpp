#pragma once

#include "http/handler.hpp"

#include <string>
#include <utility>

namespace callroom {

/// The public listener's handler: Socket.IO below its path, everything else to the REST API and the site. The only
/// place where the two meet, so that neither knows of the other.
class Front final : public http::Handler {
 public:
  Front(std::string sockets_path, http::Handler& sockets, http::Handler& api)
      : sockets_path_(std::move(sockets_path)), sockets_(sockets), api_(api) {}

  [[nodiscard]] std::uint64_t max_body(const http::Request& head) const override { return of(head).max_body(head); }
  void handle(std::shared_ptr<http::Exchange> exchange) override {
    auto& handler = of(exchange->request());
    handler.handle(std::move(exchange));
  }
  [[nodiscard]] bool accepts_upgrade(const http::Request& head) const override {
    return of(head).accepts_upgrade(head);
  }
  void take_over(http::Takeover takeover) override {
    auto& handler = of(takeover.request);
    handler.take_over(std::move(takeover));
  }

 private:
  [[nodiscard]] http::Handler& of(const http::Request& head) const {
    // "/socket.io" without its last slash is what some clients send.
    const bool is_socket = head.path.starts_with(sockets_path_) || head.path + "/" == sockets_path_;
    return is_socket ? sockets_ : api_;
  }

  const std::string sockets_path_;
  http::Handler& sockets_;
  http::Handler& api_;
};

}  // namespace callroom
