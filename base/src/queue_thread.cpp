#include "base/queue_thread.hpp"

#include <pthread.h>
#include <sched.h>

namespace base {

void become_queue_thread() noexcept {
  const sched_param parameters{};  // SCHED_BATCH knows no priority but zero
  static_cast<void>(pthread_setschedparam(pthread_self(), SCHED_BATCH, &parameters));
}

}  // namespace base
