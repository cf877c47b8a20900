#pragma once

#include "app/ports/meter.hpp"
#include "realtime/failure.hpp"
#include "socketio/socket.hpp"

#include <boost/json/object.hpp>
#include <memory>

namespace callroom::realtime {

/// The one answer to one event: an ack if the peer asked for one, otherwise silence on success and an `error` event on
/// refusal. May be called from any thread.
class Answer {
 public:
  /// `meter` is told of refusals, and outlives the answer; null: nobody is.
  Answer(std::shared_ptr<socketio::Socket> socket, socketio::AckSender ack, app::Meter* meter = nullptr)
      : socket_(std::move(socket)), ack_(std::move(ack)), meter_(meter) {}

  /// `{"ok":true,…facts}`
  void ok(boost::json::object facts = {}) const;
  /// `{"ok":false,"error":{code,message,details}}`
  void fail(const Failure& failure) const;

 private:
  std::shared_ptr<socketio::Socket> socket_;
  socketio::AckSender ack_;
  app::Meter* meter_;
};

}  // namespace callroom::realtime
