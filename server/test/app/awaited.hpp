#pragma once

#include "app/call_access.hpp"
#include "app/call_lifecycle.hpp"

#include <future>
#include <utility>

// What calls back, for a test that waits: the answer, or what went wrong as an exception.
namespace callroom::app::test {

template <class Answer>
class Awaited {
 public:
  void set(const std::exception_ptr& failure, Answer answer) {
    failure ? promise_.set_exception(failure) : promise_.set_value(std::move(answer));
  }
  Answer get() { return promise_.get_future().get(); }

 private:
  std::promise<Answer> promise_;
};

inline StepOutcome record_and_wait(const Environment& env, const CallStep& step, const Origin& origin) {
  Awaited<StepOutcome> awaited;
  record_call_step(env, step, origin, [&](const auto& failure, const auto& outcome) { awaited.set(failure, outcome); });
  return awaited.get();
}

inline Admission admit_and_wait(const Environment& env, const domain::RoomId& room, const Identity& asker, Entry entry,
                                const Origin& origin) {
  Awaited<std::optional<Admission>> awaited;
  admit_to_call(env, room, asker, entry, origin,
                [&](const auto& failure, auto answer) { awaited.set(failure, std::move(answer)); });
  return *awaited.get();
}

}  // namespace callroom::app::test
