import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../src/core/clock';
import { learningFetch } from '../../src/core/home/server_date';
import { ManualClock } from '../fakes/manual_clock';

const HOUR = 3_600_000;

describe('the Date of an answer', () => {
  async function offsetAfter(headers: Record<string, string>): Promise<number> {
    const clock = new ManualClock();
    const serverClock = new ServerClock(clock);
    const fetch = learningFetch(async () => new Response('{}', { headers }), clock, serverClock);
    await fetch('/api/sessions', {});
    return serverClock.now() - clock.now();
  }

  it('teaches how far our clock is off, to the half of its second', async () => {
    const ahead = new Date(new ManualClock().now() + HOUR).toUTCString();
    expect(await offsetAfter({ date: ahead })).toBe(HOUR + 500);
  });

  it('is left alone when there is none, or none that can be read', async () => {
    expect(await offsetAfter({})).toBe(0);
    expect(await offsetAfter({ date: 'yesterday' })).toBe(0);
  });
});
