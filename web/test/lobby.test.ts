import { beforeEach, describe, expect, it } from 'vitest';
import type { AccessReason } from '../src/contract/codes';
import type { CallSessionAnswer, CanJoinAnswer, PresentPerson } from '../src/contract/rest';
import { Lobby, type LobbyOptions, type ReadyToJoin } from '../src/core/call/lobby';
import { ServerClock } from '../src/core/clock';
import type { Refusal, Result } from '../src/core/result';
import { Signaling } from '../src/core/signaling/signaling';
import { FakeRoom, FakeSocket } from './fakes/fake_room';
import { FakeVisibility } from './fakes/fake_visibility';
import { ManualClock, settle } from './fakes/manual_clock';
import { noJitter } from './fakes/page';

const SESSION = '0'.repeat(24);
const MINUTE = 60_000;
/** The server's clock is this far ahead of ours. */
const AHEAD = 5 * MINUTE;
const person = { id: 'x', name: 'X' };

class Scene {
  readonly clock = new ManualClock();
  readonly opens = this.clock.now() + AHEAD;
  readonly asked: string[] = [];
  readonly entered: ReadyToJoin[] = [];
  readonly prepared: ReadyToJoin[] = [];
  readonly room = new FakeRoom();
  readonly socket = new FakeSocket('a', this.room);
  readonly signaling = new Signaling(this.socket, this.clock, noJitter);
  reason: AccessReason | null = null;
  allowedFrom = this.opens;
  refusal: Refusal | undefined;
  roomRefusal: Refusal | undefined;
  holdRoom: Promise<void> | undefined;
  presses = 0;
  record: CallSessionAnswer | undefined;
  readonly page = new FakeVisibility();
  present: PresentPerson[] = [];
  readonly serverClock = new ServerClock(this.clock);
  readonly lobby: Lobby;

  constructor() {
    const api: LobbyOptions['api'] = {
      canJoin: async () => {
        this.asked.push('can-join');
        return this.answer(this.canJoin());
      },
      callConfig: async () => {
        this.asked.push('config');
        return this.answer({ iceServers: [{ urls: 'stun:example.org' }], iceTransportPolicy: 'all' as const });
      },
      generateRoom: async () => {
        this.asked.push('room');
        await this.holdRoom;
        if (this.roomRefusal) return { ok: false, refusal: this.roomRefusal };
        return this.answer({
          roomId: 'room-1',
          sessionId: SESSION,
          sessionDate: new Date(this.opens).toISOString(),
          sessionType: 'Individual' as const,
          participants: { client: person, psychologist: person },
        });
      },
      callSession: async () =>
        this.record ? { ok: true, value: this.record } : { ok: false, refusal: { code: 'FORBIDDEN' } },
      rate: async () => ({ ok: false, refusal: { code: 'NETWORK' } }),
    };
    this.lobby = new Lobby({
      sessionId: SESSION,
      api,
      signaling: this.signaling,
      clock: this.clock,
      serverClock: this.serverClock,
      page: this.page,
      pressed: () => (this.presses += 1),
      ready: (ready) => this.prepared.push(ready),
      enter: (ready) => this.entered.push(ready),
    });
  }

  count(what: string): number {
    return this.asked.filter((question) => question === what).length;
  }

  private answer<T>(value: T): Result<T> {
    return this.refusal ? { ok: false, refusal: this.refusal } : { ok: true, value };
  }

  private canJoin(): CanJoinAnswer {
    const serverNow = this.clock.now() + AHEAD;
    const early = serverNow < this.allowedFrom;
    const reason = this.reason ?? (early ? 'TOO_EARLY' : null);
    return {
      canJoin: reason === null,
      reason,
      minutesUntilSession: 0,
      sessionStatus: 'Confirmed',
      paymentStatus: 'Paid',
      timeWindow: {
        allowedFrom: new Date(this.allowedFrom).toISOString(),
        allowedUntil: new Date(this.allowedFrom + 135 * MINUTE).toISOString(),
      },
      serverTime: new Date(serverNow).toISOString(),
      ...(reason === null && { present: this.present }),
    };
  }
}

let scene: Scene;

beforeEach(() => {
  scene = new Scene();
});

async function start(): Promise<void> {
  scene.lobby.start();
  await settle();
}

describe('the lobby', () => {
  it('makes everything ready as soon as joining is possible, and Join enters at once', async () => {
    expect(scene.lobby.snapshot()).toMatchObject({ access: { kind: 'checking' }, join: undefined });
    await start();
    expect(scene.lobby.snapshot().access).toEqual({ kind: 'open' });
    expect(scene.signaling.state).toBe('up');
    expect(scene.prepared).toHaveLength(1);
    scene.lobby.snapshot().join?.();
    expect(scene.presses).toBe(1);
    expect(scene.entered).toEqual([
      { roomId: 'room-1', sessionId: SESSION, config: scene.prepared[0]?.config },
    ]);
    expect(scene.lobby.snapshot()).toMatchObject({ join: undefined, joining: true });
    expect(scene.clock.pending).toBe(0);
  });

  it('opens the door by itself at the server’s minute, not at ours', async () => {
    scene.allowedFrom = scene.opens + 30 * MINUTE;
    await start();
    expect(scene.lobby.snapshot()).toMatchObject({
      access: { kind: 'refused', code: 'TOO_EARLY', opensAt: scene.allowedFrom },
      join: undefined,
    });
    expect(scene.socket.attempts).toBe(0);
    await scene.clock.advance(30 * MINUTE - 1);
    expect(scene.lobby.snapshot().access.kind).toBe('refused');
    await scene.clock.advance(1000);
    expect(scene.lobby.snapshot()).toMatchObject({ access: { kind: 'open' }, join: expect.any(Function) as unknown });
  });

  it('asks again for what other people may change, within the rate limit of 10 a minute', async () => {
    scene.reason = 'PAYMENT_PENDING';
    await start();
    expect(scene.lobby.snapshot().access).toEqual({ kind: 'refused', code: 'PAYMENT_PENDING', opensAt: undefined });
    await scene.clock.advance(10 * MINUTE);
    expect(scene.count('can-join')).toBeLessThanOrEqual(100);
    scene.reason = null;
    await scene.clock.advance(MINUTE);
    expect(scene.lobby.snapshot().access.kind).toBe('open');
  });

  it('does not ask again about what never changes', async () => {
    scene.refusal = { code: 'NOT_A_PARTICIPANT' };
    await start();
    await scene.clock.advance(60 * MINUTE);
    expect(scene.count('can-join')).toBe(1);
    expect(scene.lobby.snapshot().access).toMatchObject({ code: 'NOT_A_PARTICIPANT' });
  });

  it('waits as long as the server asks it to', async () => {
    scene.refusal = { code: 'RATE_LIMITED', retryAfterMs: 42_000 };
    await start();
    await scene.clock.advance(41_000);
    expect(scene.count('can-join')).toBe(1);
    scene.refusal = undefined;
    await scene.clock.advance(1_000);
    expect(scene.lobby.snapshot().access.kind).toBe('open');
  });

  it('shows who waits in the room already, and keeps that true within the rate limit', async () => {
    await start();
    expect(scene.lobby.snapshot().present).toEqual([]);
    scene.present = [{ userId: 'b', userName: 'Name of b', userRole: 'psychologist', connected: true }];
    await scene.clock.advance(8_000);
    expect(scene.lobby.snapshot().present).toEqual(scene.present);
    const { length } = scene.asked;
    await scene.clock.advance(MINUTE);
    expect(scene.asked.slice(length).filter((what) => what === 'can-join').length).toBeLessThanOrEqual(10);
    scene.reason = 'SESSION_CANCELLED';
    await scene.clock.advance(8_000);
    expect(scene.lobby.snapshot().present).toEqual([]);
  });

  it('does not ask about the room while nobody looks, and asks at once when somebody does', async () => {
    await start();
    scene.page.become(false);
    await scene.clock.advance(8_000);
    const asked = scene.count('can-join');
    await scene.clock.advance(5 * MINUTE);
    expect(scene.count('can-join')).toBe(asked);
    scene.page.become(true);
    await settle();
    expect(scene.count('can-join')).toBe(asked + 1);
  });

  it('keeps an open door open when one question gets no answer', async () => {
    await start();
    scene.refusal = { code: 'NETWORK' };
    scene.lobby.snapshot().refresh?.();
    await settle();
    expect(scene.lobby.snapshot()).toMatchObject({ access: { kind: 'open' }, join: expect.any(Function) as unknown });
  });

  it('enters when the room comes after the press', async () => {
    let release = (): void => {};
    scene.holdRoom = new Promise((resolve) => (release = resolve));
    await start();
    scene.lobby.snapshot().join?.();
    expect(scene.entered).toHaveLength(0);
    release();
    await settle();
    expect(scene.entered).toHaveLength(1);
    expect(scene.count('room')).toBe(1);
  });

  it('says why when the room is refused after all', async () => {
    scene.roomRefusal = { code: 'SESSION_CANCELLED' };
    await start();
    expect(scene.lobby.snapshot()).toMatchObject({
      access: { kind: 'refused', code: 'SESSION_CANCELLED' },
      join: undefined,
      joining: false,
    });
  });

  it('renews relay credentials and what was prepared for one who waits long', async () => {
    await start();
    await scene.clock.advance(11 * MINUTE);
    expect(scene.prepared.length).toBeGreaterThan(1);
    expect(scene.count('room')).toBe(1);
  });

  it('says so when the connection is refused for the token', async () => {
    await start();
    scene.socket.fire('connect_error', Object.assign(new Error(), { data: { code: 'TOKEN_EXPIRED' } }));
    expect(scene.lobby.snapshot().access).toMatchObject({ kind: 'refused', code: 'TOKEN_EXPIRED' });
  });
});

describe('a call that is over', () => {
  const RECORD: CallSessionAnswer = {
    videoCallEnded: '2030-01-01T09:00:00.000Z',
    callDurationSeconds: 2950,
    rating: { rating: 2, comment: 'the sound broke up', ratedAt: '2030-01-01T09:01:00.000Z' },
  };

  async function lookAt(record: CallSessionAnswer): Promise<Lobby> {
    const scene = new Scene();
    scene.reason = 'SESSION_COMPLETED';
    scene.record = record;
    scene.lobby.start();
    await settle();
    return scene.lobby;
  }

  it('says how long it was and what one thought of it, which one may think anew', async () => {
    const lobby = await lookAt(RECORD);
    expect(lobby.snapshot().facts.callSeconds).toBe(2950);
    expect(lobby.rating.snapshot()).toMatchObject({ given: { stars: 2, comment: 'the sound broke up' } });
    expect(lobby.rating.snapshot().submit).toBeDefined();
  });

  it.each([
    ['that never took place', { ...RECORD, videoCallEnded: null, rating: null }],
    ['of others, that an administrator looks at', { ...RECORD, rating: null, ratings: [] }],
  ])('is not to be rated: %s', async (_what, record) => {
    expect((await lookAt(record)).rating.snapshot().submit).toBeUndefined();
  });
});
