// What the page does for as long as a call is on: the screen stays awake, closing the page asks first, sleep is noticed.
import type { Call } from './call/call';
import type { Clock } from './clock';
import type { PageVisibility } from './page_visibility';
import { SleepWatch } from './sleep_watch';
import { WakeLock, type WakeLockPort } from './wake_lock';

export interface UpkeepEnvironment {
  clock: Clock;
  page: PageVisibility;
  wakeLock: WakeLockPort;
  /** Whether the browser asks before it closes or reloads the page (beforeunload). */
  confirmLeaving: (ask: boolean) => void;
}

/** Does nothing once the call is over. A page that is closed all the same says nothing: the server's grace is for reloads, too. */
export function keepUp(call: Call, environment: UpkeepEnvironment): void {
  const wakeLock = new WakeLock(environment.wakeLock, environment.page);
  const sleepWatch = new SleepWatch(environment.clock, () => {
    call.woke();
  });
  const isOn = (): boolean => call.snapshot().leave !== undefined;
  if (!isOn()) return;
  wakeLock.hold();
  sleepWatch.start();
  environment.confirmLeaving(true);
  const unsubscribe = call.subscribe(() => {
    if (isOn()) return;
    unsubscribe();
    wakeLock.release();
    sleepWatch.stop();
    environment.confirmLeaving(false);
  });
}
