// One person's page without a browser: the real models over scripted devices, connections and sockets.
import { Call } from '../../src/core/call/call';
import { OwnTracks } from '../../src/core/call/own_tracks';
import { ServerClock } from '../../src/core/clock';
import { LinkFactory } from '../../src/core/peer/link_factory';
import { Signaling } from '../../src/core/signaling/signaling';
import { FakeConnection, FakeStream, FakeTrack } from './fake_connection';
import { FakeDevices } from './fake_devices';
import { FakeSocket, ROOM, type FakeRoom } from './fake_room';
import { FakeVisibility } from './fake_visibility';
import { settle, type ManualClock } from './manual_clock';

export const noJitter = (): number => 0;

/** A screen that is shared when a test says so. */
export class FakeScreen {
  private readonly tracks: Record<'screen' | 'screenAudio', FakeTrack | null> = { screen: null, screenAudio: null };
  private readonly listeners: ((kind: 'screen' | 'screenAudio', track: MediaStreamTrack | null) => void)[] = [];

  track(kind: 'screen' | 'screenAudio'): MediaStreamTrack | null {
    return this.tracks[kind] as unknown as MediaStreamTrack | null;
  }

  onTrack(listener: (kind: 'screen' | 'screenAudio', track: MediaStreamTrack | null) => void): () => void {
    this.listeners.push(listener);
    return () => {};
  }

  share(): void {
    this.become(new FakeTrack('video'), new FakeTrack('audio'));
  }

  stop(): void {
    this.become(null, null);
  }

  private become(screen: FakeTrack | null, screenAudio: FakeTrack | null): void {
    Object.assign(this.tracks, { screen, screenAudio });
    for (const kind of ['screen', 'screenAudio'] as const) {
      for (const listener of this.listeners) listener(kind, this.track(kind));
    }
  }
}

let pages = 0;

export class FakePage {
  readonly socket: FakeSocket;
  readonly connections: FakeConnection[] = [];
  readonly devices = new FakeDevices();
  readonly screen = new FakeScreen();
  readonly own = new OwnTracks(this.devices, this.screen);
  readonly visibility = new FakeVisibility();
  readonly signaling: Signaling;
  readonly call: Call;
  readonly endedByRest: string[] = [];
  private ids = 0;

  constructor(
    userId: string,
    readonly room: FakeRoom,
    readonly clock: ManualClock,
  ) {
    pages += 1;
    const page = pages;
    this.socket = new FakeSocket(userId, room);
    this.signaling = new Signaling(this.socket, clock, noJitter);
    const links = new LinkFactory(
      {
        makeConnection: (config) => {
          const connection = new FakeConnection(config);
          this.connections.push(connection);
          return connection as unknown as RTCPeerConnection;
        },
        makeStream: (tracks) => new FakeStream(tracks) as unknown as MediaStream,
        makeId: () => `${userId}-page${String(page)}-pc${String(this.connections.length)}`,
      },
      {},
      this.own.track,
    );
    this.call = new Call({
      room: ROOM,
      signaling: this.signaling,
      api: {
        endCall: async (id) => {
          this.endedByRest.push(id);
          return { ok: true, value: {} };
        },
        callSession: async () => ({ ok: true, value: { callDurationSeconds: 1234 } }),
        quality: async () => ({ ok: true, value: { stored: 1 } }),
        rate: async () => ({ ok: true, value: { rating: 5, comment: null, ratedAt: '2030-01-01T11:00:00.000Z' } }),
      },
      own: this.own,
      links,
      prepared: undefined,
      page: this.visibility,
      makeId: () => `${userId}-page${String(page)}-${String((this.ids += 1))}`,
      clock,
      serverClock: new ServerClock(clock),
      random: noJitter,
    });
  }

  async join(): Promise<this> {
    this.devices.start();
    this.signaling.connect();
    this.call.start();
    await settle();
    return this;
  }

  /** The connection in use: the one that is not closed. */
  get connection(): FakeConnection {
    return this.connections.filter(({ closed }) => !closed).at(-1)!;
  }

  get status(): string {
    return this.call.snapshot().status;
  }
}

/** Two people whose media flows. */
export async function connectedPair(room: FakeRoom, clock: ManualClock): Promise<[FakePage, FakePage]> {
  const a = await new FakePage('a', room, clock).join();
  const b = await new FakePage('b', room, clock).join();
  a.connection.become('connected');
  b.connection.become('connected');
  await settle();
  return [a, b];
}
