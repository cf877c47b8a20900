// One person's page without a browser: the real models over scripted devices, connections and sockets.
import { Call } from '../../src/core/call/call';
import { ServerClock } from '../../src/core/clock';
import { LocalMedia } from '../../src/core/media/local_media';
import { LinkFactory } from '../../src/core/peer/link_factory';
import { Signaling } from '../../src/core/signaling/signaling';
import { FakeConnection, FakeStream, FakeTrack } from './fake_connection';
import { FakeSocket, ROOM, type FakeRoom } from './fake_room';
import { settle, type ManualClock } from './manual_clock';

export const noJitter = (): number => 0;

export function fakeMedia(): LocalMedia {
  return new LocalMedia({
    open: async (constraints) =>
      new FakeStream([
        ...(constraints.audio ? [new FakeTrack('audio')] : []),
        ...(constraints.video ? [new FakeTrack('video')] : []),
      ]) as unknown as MediaStream,
    makeStream: (tracks) => new FakeStream(tracks) as unknown as MediaStream,
  });
}

let pages = 0;

export class FakePage {
  readonly socket: FakeSocket;
  readonly connections: FakeConnection[] = [];
  readonly media = fakeMedia();
  readonly signaling: Signaling;
  readonly call: Call;
  readonly endedByRest: string[] = [];

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
      this.media,
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
      },
      media: this.media,
      links,
      prepared: undefined,
      clock,
      serverClock: new ServerClock(clock),
      random: noJitter,
    });
  }

  async join(): Promise<this> {
    await this.media.start();
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
