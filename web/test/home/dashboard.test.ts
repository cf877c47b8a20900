import { describe, expect, it } from 'vitest';
import { Dashboard } from '../../src/core/home/dashboard';
import { bad, good } from '../fakes/fake_server';
import { settle } from '../fakes/manual_clock';
import { HomeWorld, HOUR, MINUTE, SECOND } from './home_world';

const LIST = 'GET /sessions';

async function open(world: HomeWorld, userId = 'c'): Promise<Dashboard> {
  const dashboard = new Dashboard(world.environment, userId);
  dashboard.start();
  await settle();
  return dashboard;
}

const page = (...sessions: unknown[]) => good({ sessions, nextCursor: null });
const door = (dashboard: Dashboard) => dashboard.snapshot().agenda?.next?.door;

describe('the door', () => {
  it('opens by itself at the very second, without asking the server', async () => {
    const world = new HomeWorld();
    world.server.on(LIST, page(world.session(15 * MINUTE + 20 * SECOND)));
    const dashboard = await open(world);
    expect(door(dashboard)).toMatchObject({ kind: 'opens', opensInMs: 20 * SECOND });
    await world.clock.advance(19 * SECOND + 999);
    expect(door(dashboard)?.kind).toBe('opens');
    await world.clock.advance(1);
    expect(door(dashboard)).toEqual({ kind: 'open' });
    expect(world.server.count(LIST)).toBe(1);
  });

  it('goes by the server’s clock, not by ours', async () => {
    const world = new HomeWorld();
    // This machine is five minutes slow.
    const now = world.clock.now();
    world.serverClock.learn(new Date(now + 5 * MINUTE).toISOString(), now, now);
    world.server.on(LIST, page(world.session(15 * MINUTE + 2 * SECOND)));
    const dashboard = await open(world);
    await world.clock.advance(SECOND);
    expect(door(dashboard)).toMatchObject({ kind: 'opens', opensInMs: SECOND });
    await world.clock.advance(SECOND);
    expect(door(dashboard)?.kind).toBe('open');
  });

  it('counts down by the second in the last hour and by the minute before', async () => {
    const world = new HomeWorld();
    world.server.on(LIST, page(world.session(3 * HOUR)));
    const dashboard = await open(world);
    let drawn = 0;
    dashboard.subscribe(() => {
      drawn += 1;
    });
    await world.clock.advance(50 * SECOND);
    expect(drawn).toBeLessThan(2);
    await world.clock.advance(2 * HOUR);
    drawn = 0;
    await world.clock.advance(10 * SECOND);
    expect(drawn).toBeGreaterThanOrEqual(10);
  });

  it('shuts when the window is over, and is no longer the next thing', async () => {
    const world = new HomeWorld();
    world.server.on(LIST, page(world.session(-2 * HOUR + MINUTE)));
    const dashboard = await open(world);
    expect(door(dashboard)?.kind).toBe('open');
    await world.clock.advance(2 * MINUTE);
    expect(dashboard.snapshot().agenda?.next).toBeUndefined();
    expect(dashboard.snapshot().agenda?.done[0]?.door).toEqual({ kind: 'closed', reason: 'TOO_LATE' });
  });
});

describe('the dashboard renews itself', () => {
  it('every minute, and at once when the page is seen again', async () => {
    const world = new HomeWorld();
    world.server.on(LIST, page());
    await open(world);
    await world.clock.advance(MINUTE);
    expect(world.server.count(LIST)).toBe(2);
    world.page.become(false);
    await world.clock.advance(10 * MINUTE);
    expect(world.server.count(LIST)).toBe(2);
    world.page.become(true);
    await settle();
    expect(world.server.count(LIST)).toBe(3);
  });

  it('shows what changed on the server: paid meanwhile', async () => {
    const world = new HomeWorld();
    const unpaid = world.session(MINUTE, { canJoin: false, reason: 'PAYMENT_PENDING', paymentStatus: 'Pending' });
    world.server.on(LIST, page(unpaid), page(world.session(MINUTE)));
    const dashboard = await open(world);
    expect(door(dashboard)).toEqual({ kind: 'closed', reason: 'PAYMENT_PENDING' });
    await world.clock.advance(MINUTE);
    expect(door(dashboard)?.kind).toBe('open');
  });

  it('asks again soon after a failure, and says nothing of a single one', async () => {
    const world = new HomeWorld();
    world.server.on(LIST, page(world.session(HOUR)), bad('UNAVAILABLE', { retryAfterMs: 1000 }), bad('NETWORK'), page());
    const dashboard = await open(world);
    await world.clock.advance(MINUTE);
    expect(dashboard.snapshot().refusal).toBeUndefined();
    expect(dashboard.snapshot().agenda?.next).toBeDefined();
    await world.clock.advance(2 * SECOND);
    expect(dashboard.snapshot().refusal).toBe('NETWORK');
    expect(dashboard.snapshot().agenda?.next).toBeDefined();
    await world.clock.advance(4 * SECOND);
    expect(dashboard.snapshot().refusal).toBeUndefined();
    expect(dashboard.snapshot().agenda?.next).toBeUndefined();
  });

  it('heeds Retry-After, whoever presses, and comes less often afterwards', async () => {
    const world = new HomeWorld();
    world.server.on(LIST, bad('RATE_LIMITED', { retryAfterMs: 90 * SECOND }), page());
    const dashboard = await open(world);
    expect(dashboard.snapshot().refusal).toBe('RATE_LIMITED');
    dashboard.snapshot().refresh?.();
    await world.clock.advance(89 * SECOND);
    expect(world.server.count(LIST)).toBe(1);
    await world.clock.advance(SECOND);
    expect(world.server.count(LIST)).toBe(2);
    await world.clock.advance(89 * SECOND);
    expect(world.server.count(LIST)).toBe(2);
    await world.clock.advance(SECOND);
    expect(world.server.count(LIST)).toBe(3);
  });

  it('fetches all pages', async () => {
    const world = new HomeWorld();
    const first = world.session(HOUR);
    world.server.on(LIST, good({ sessions: [first], nextCursor: 'x+y' }), page(world.session(48 * HOUR, { id: 'later' })));
    const dashboard = await open(world);
    expect(world.server.last().path).toContain('cursor=x%2By');
    expect(dashboard.snapshot().agenda?.days).toHaveLength(1);
  });

  it('rests when it is no longer wanted, even if an answer comes late', async () => {
    const world = new HomeWorld();
    const release = world.server.on(LIST, page(world.session(20 * MINUTE))).hold();
    const dashboard = await open(world);
    dashboard.stop();
    release();
    await settle();
    expect(world.clock.pending).toBe(0);
    expect(world.page.watchers).toBe(0);
  });
});
