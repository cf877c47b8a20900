#include "realtime/answer.hpp"

#include "realtime/event_names.hpp"
#include "realtime/messages.hpp"

namespace callroom::realtime {

void Answer::ok(boost::json::object facts) const {
  if (!ack_) return;
  if (facts.empty()) return ack_({R"([{"ok":true}])", {}});  // most answers
  facts["ok"] = true;
  ack_(one_argument(facts));
}

void Answer::fail(const Failure& failure) const {
  if (meter_ != nullptr) meter_->event_refused(to_string(failure.code));
  if (ack_) {
    ack_(one_argument({{"ok", false}, {"error", to_json(failure)}}));
  } else {
    socket_->emit(event::kError, one_argument(to_json(failure)));
  }
}

}  // namespace callroom::realtime
