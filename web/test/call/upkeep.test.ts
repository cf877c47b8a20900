// What the page does while a call is on, and after it.
import { describe, expect, it, vi } from 'vitest';
import { keepUp } from '../../src/core/call_upkeep';
import { SleepWatch } from '../../src/core/sleep_watch';
import { WakeLock } from '../../src/core/wake_lock';
import { FakeRoom } from '../fakes/fake_room';
import { FakeVisibility } from '../fakes/fake_visibility';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, FakePage } from '../fakes/page';

class FakeLocks {
  held = 0;
  asked = 0;
  refuses = false;
  readonly request = async (): Promise<{ release: () => Promise<void> }> => {
    this.asked += 1;
    if (this.refuses) throw new DOMException('battery', 'NotAllowedError');
    this.held += 1;
    return {
      release: async () => {
        this.held -= 1;
      },
    };
  };
}

describe('the wake lock', () => {
  it('is held from hold() to release(), and asked for again when the page is seen again', async () => {
    const [locks, page] = [new FakeLocks(), new FakeVisibility()];
    const lock = new WakeLock(locks, page);
    lock.hold();
    await settle();
    expect(locks.held).toBe(1);
    page.become(false);
    // The browser has released it.
    locks.held = 0;
    await settle();
    expect(locks.asked).toBe(1);
    page.become(true);
    await settle();
    expect(locks.held).toBe(1);
    lock.release();
    await settle();
    expect(locks.held).toBe(0);
    page.become(true);
    await settle();
    expect(locks.asked).toBe(2);
  });

  it('is let go when it comes after the call has ended', async () => {
    const locks = new FakeLocks();
    const lock = new WakeLock(locks, new FakeVisibility());
    lock.hold();
    lock.release();
    await settle();
    expect(locks).toMatchObject({ asked: 1, held: 0 });
  });

  it('is not missed where there is none, or where the system says no', async () => {
    const locks = new FakeLocks();
    locks.refuses = true;
    new WakeLock(locks, new FakeVisibility()).hold();
    new WakeLock({ request: undefined }, new FakeVisibility()).hold();
    await settle();
    expect(locks.held).toBe(0);
  });
});

describe('the watch for sleep', () => {
  it('notices that the clock has jumped, and only that', async () => {
    const clock = new ManualClock();
    const woke = vi.fn();
    const watch = new SleepWatch(clock, woke);
    watch.start();
    await clock.advance(60_000);
    expect(woke).not.toHaveBeenCalled();
    clock.sleep(60_000);
    await clock.advance(2_000);
    expect(woke).toHaveBeenCalledTimes(1);
    await clock.advance(60_000);
    expect(woke).toHaveBeenCalledTimes(1);
    watch.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('while a call is on', () => {
  it('the screen stays awake, closing asks first, sleep is noticed; then nothing of it is left', async () => {
    const clock = new ManualClock();
    const [a] = await connectedPair(new FakeRoom(), clock);
    const locks = new FakeLocks();
    const asked: boolean[] = [];
    keepUp(a.call, {
      clock,
      page: a.visibility,
      wakeLock: locks,
      confirmLeaving: (ask) => asked.push(ask),
    });
    await settle();
    expect([locks.held, asked]).toEqual([1, [true]]);
    const woke = vi.spyOn(a.call, 'woke');
    clock.sleep(60_000);
    await clock.advance(2_000);
    expect(woke).toHaveBeenCalledTimes(1);
    a.call.snapshot().end?.();
    await settle();
    expect([locks.held, asked]).toEqual([0, [true, false]]);
    await clock.advance(5_000);
    expect(clock.pending).toBe(0);
  });

  it('a call that is over before it began is not kept up', async () => {
    const room = new FakeRoom();
    room.refusal = { code: 'INVALID_SESSION', message: '', details: { reason: 'TOO_LATE' } };
    const clock = new ManualClock();
    const a = await new FakePage('a', room, clock).join();
    const confirmLeaving = vi.fn();
    keepUp(a.call, { clock, page: a.visibility, wakeLock: new FakeLocks(), confirmLeaving });
    expect(confirmLeaving).not.toHaveBeenCalled();
  });
});
