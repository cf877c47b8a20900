#pragma once

namespace base {

/// For a thread that works through a queue: when it is woken it does not push aside the thread that woke it, but runs
/// when that one waits or its slice is over. So a thread that does I/O goes through all that is ready in one go, and
/// the queue is found full instead of with one entry at a time.
///
/// Linux SCHED_BATCH (sched(7)): the share of the processor stays the same, and on a core that is free nothing changes.
/// Needs no privilege; where it is refused (a seccomp filter) the thread stays as it is.
void become_queue_thread() noexcept;

}  // namespace base
