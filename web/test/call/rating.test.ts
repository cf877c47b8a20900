// What is asked after a call, and what was said before.
import { describe, expect, it } from 'vitest';
import type { CallSessionAnswer, Rating } from '../../src/contract/rest';
import { CallRating } from '../../src/core/call/rating';
import type { Refusal, Result } from '../../src/core/result';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, FakePage } from '../fakes/page';

describe('the rating', () => {
  const SESSION = '0'.repeat(24);
  const sent: unknown[] = [];
  const loaded: string[] = [];
  let stored: Rating | null;
  let refusal: Refusal | undefined;
  let asked = true;

  function make(): CallRating {
    sent.length = 0;
    loaded.length = 0;
    stored = null;
    refusal = undefined;
    asked = true;
    const rate = async (id: string, rating: unknown): Promise<Result<never>> => {
      sent.push([id, rating]);
      return refusal ? { ok: false, refusal } : ({ ok: true, value: {} } as Result<never>);
    };
    const callSession = async (id: string): Promise<Result<CallSessionAnswer>> => {
      loaded.push(id);
      return refusal ? { ok: false, refusal } : { ok: true, value: { rating: stored } };
    };
    return new CallRating({ sessionId: SESSION, api: { rate, callSession }, asked: () => asked });
  }

  it('is sent, and known from then on', async () => {
    const rating = make();
    rating.snapshot().submit?.(4, '  kind words ');
    expect(rating.snapshot()).toMatchObject({ state: 'sending', submit: undefined });
    await settle();
    expect(sent).toEqual([[SESSION, { rating: 4, comment: 'kind words' }]]);
    expect(rating.snapshot()).toMatchObject({ state: 'sent', given: { stars: 4, comment: 'kind words' } });
    rating.snapshot().submit?.(2, '');
    await settle();
    expect(sent.at(-1)).toEqual([SESSION, { rating: 2 }]);
    expect(rating.snapshot()).toMatchObject({ state: 'sent', given: { stars: 2, comment: '' } });
  });

  it('may be tried again when it could not be sent, and needs no comment', async () => {
    const rating = make();
    refusal = { code: 'NETWORK' };
    rating.snapshot().submit?.(5, ' ');
    await settle();
    expect(rating.snapshot()).toMatchObject({ state: 'failed', refusal: 'NETWORK' });
    refusal = undefined;
    rating.snapshot().submit?.(5, '');
    await settle();
    expect(sent).toEqual([
      [SESSION, { rating: 5 }],
      [SESSION, { rating: 5 }],
    ]);
    expect(rating.snapshot().state).toBe('sent');
  });

  it('that was given before is shown; not to who is asked for none', async () => {
    const rating = make();
    stored = { rating: 3, comment: null, ratedAt: '2030-01-01T11:00:00.000Z' };
    await rating.load();
    expect(rating.snapshot()).toMatchObject({ state: 'idle', given: { stars: 3, comment: '' } });
    asked = false;
    await rating.load();
    expect(loaded).toEqual([SESSION]);
  });

  it('is asked for as ever when what was given before cannot be known', async () => {
    const rating = make();
    refusal = { code: 'NETWORK' };
    await rating.load();
    expect(rating.snapshot()).toMatchObject({ state: 'idle', refusal: undefined, given: undefined });
    expect(rating.snapshot().submit).toBeDefined();
  });

  it('that is newer than an answer under way is not overwritten by it', async () => {
    const rating = make();
    stored = { rating: 1, comment: 'old', ratedAt: '2030-01-01T11:00:00.000Z' };
    const loading = rating.load();
    rating.snapshot().submit?.(5, '');
    await loading;
    await settle();
    expect(rating.snapshot()).toMatchObject({ state: 'sent', given: { stars: 5, comment: '' } });
  });

  it('is asked for after a call that had begun, and of nobody who only looked in', async () => {
    const clock = new ManualClock();
    const room = new FakeRoom();
    const [a] = await connectedPair(room, clock);
    a.call.snapshot().end?.();
    await settle();
    expect(a.call.rating.snapshot().submit).toBeDefined();

    const empty = new FakeRoom();
    empty.startedAt = null;
    const alone = await new FakePage('a', empty, clock).join();
    alone.call.snapshot().leave?.();
    expect(alone.call.rating.snapshot().submit).toBeUndefined();

    const looked = new FakeRoom();
    looked.role = 'admin';
    const admin = await new FakePage('x', looked, clock).join();
    admin.call.snapshot().leave?.();
    expect(admin.call.rating.snapshot().submit).toBeUndefined();
  });
});
