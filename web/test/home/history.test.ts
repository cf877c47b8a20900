import { describe, expect, it } from 'vitest';
import { makeHistory } from '../../src/core/home/history';
import { bad, FakeServer, good } from '../fakes/fake_server';
import { settle } from '../fakes/manual_clock';

const ROUTE = 'GET /video-calls/history';
const call = (sessionId: string) => ({ sessionId });
const shown = (history: ReturnType<typeof makeHistory>) => history.snapshot().items?.map(({ id }) => id);

describe('past calls', () => {
  it('come page by page, older ones on demand', async () => {
    const server = new FakeServer().on(
      ROUTE,
      good({ calls: [call('b')], nextCursor: 'older' }),
      good({ calls: [call('a')], nextCursor: null }),
    );
    const history = makeHistory(server);
    history.refresh();
    expect(history.snapshot()).toMatchObject({ busy: true, items: undefined, more: undefined });
    await settle();
    expect(shown(history)).toEqual(['b']);
    history.snapshot().more?.();
    await settle();
    expect(server.last().path).toContain('cursor=older');
    expect(shown(history)).toEqual(['b', 'a']);
    expect(history.snapshot().more).toBeUndefined();
  });

  it('keep what there is when older ones do not come, and offer them again', async () => {
    const server = new FakeServer().on(
      ROUTE,
      good({ calls: [call('b')], nextCursor: 'older' }),
      bad('RATE_LIMITED'),
      good({ calls: [call('a')], nextCursor: null }),
    );
    const history = makeHistory(server);
    history.refresh();
    await settle();
    history.snapshot().more?.();
    await settle();
    expect(history.snapshot().refusal).toBe('RATE_LIMITED');
    expect(shown(history)).toEqual(['b']);
    history.snapshot().more?.();
    await settle();
    expect(history.snapshot().refusal).toBeUndefined();
    expect(shown(history)).toEqual(['b', 'a']);
  });

  it('an answer to an older question is not taken for the newest', async () => {
    const server = new FakeServer().on(ROUTE, good({ calls: [call('old')], nextCursor: null }), good({ calls: [call('new')], nextCursor: null }));
    const release = server.hold();
    const history = makeHistory(server);
    history.refresh();
    history.refresh();
    release();
    await settle();
    expect(shown(history)).toEqual(['new']);
    expect(history.snapshot().busy).toBe(false);
  });
});
