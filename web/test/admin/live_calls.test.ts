import { describe, expect, it } from 'vitest';
import { LiveCalls } from '../../src/core/admin/live_calls';
import { bad, good } from '../fakes/fake_server';
import { settle } from '../fakes/manual_clock';
import { HomeWorld, MINUTE, SECOND } from '../home/home_world';

const ROUTE = 'GET /video-calls/live';

async function open(world: HomeWorld): Promise<LiveCalls> {
  const live = new LiveCalls(world.environment);
  live.start();
  await settle();
  return live;
}

function running(world: HomeWorld, startedAgo: number | null) {
  const startedAt = startedAgo === null ? null : new Date(world.serverClock.now() - startedAgo).toISOString();
  return good({ calls: [{ sessionId: '1', startedAt, participants: [] }] });
}

describe('live calls', () => {
  it('are fetched every five seconds while somebody looks', async () => {
    const world = new HomeWorld();
    world.server.on(ROUTE, good({ calls: [] }));
    const live = await open(world);
    await world.clock.advance(10 * SECOND);
    expect(world.server.count(ROUTE)).toBe(3);
    world.page.become(false);
    await world.clock.advance(MINUTE);
    expect(world.server.count(ROUTE)).toBe(3);
    world.page.become(true);
    await settle();
    expect(world.server.count(ROUTE)).toBe(4);
    live.stop();
    expect(world.clock.pending).toBe(0);
  });

  it('show a duration that runs by the second', async () => {
    const world = new HomeWorld();
    world.server.on(ROUTE, running(world, 65 * SECOND));
    const live = await open(world);
    expect(live.snapshot().calls?.[0]?.elapsedSeconds).toBe(65);
    await world.clock.advance(2 * SECOND);
    expect(live.snapshot().calls?.[0]?.elapsedSeconds).toBe(67);
  });

  it('have none while one waits alone', async () => {
    const world = new HomeWorld();
    world.server.on(ROUTE, running(world, null));
    const live = await open(world);
    expect(live.snapshot().calls?.[0]?.elapsedSeconds).toBeUndefined();
  });

  it('are asked for less often when the server wants that, without a word', async () => {
    const world = new HomeWorld();
    const calls = running(world, 0);
    world.server.on(ROUTE, calls, bad('RATE_LIMITED', { retryAfterMs: 10 * SECOND }), calls);
    const live = await open(world);
    await world.clock.advance(5 * SECOND);
    expect(live.snapshot()).toMatchObject({ refusal: undefined, calls: [{ sessionId: '1' }] });
    await world.clock.advance(9 * SECOND);
    expect(world.server.count(ROUTE)).toBe(2);
    await world.clock.advance(SECOND);
    expect(world.server.count(ROUTE)).toBe(3);
    // 7.5 s from now on: eight a minute, below the ten that the server allows by default.
    await world.clock.advance(7 * SECOND);
    expect(world.server.count(ROUTE)).toBe(3);
    await world.clock.advance(SECOND);
    expect(world.server.count(ROUTE)).toBe(4);
  });

  it('say that they may be old when the server is away, and keep showing', async () => {
    const world = new HomeWorld();
    world.server.on(ROUTE, running(world, 0), bad('NETWORK'));
    const live = await open(world);
    await world.clock.advance(5 * SECOND);
    expect(live.snapshot()).toMatchObject({ refusal: 'NETWORK', calls: [{ sessionId: '1' }] });
  });
});
