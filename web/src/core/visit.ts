// One visit to a call's page: the lobby, then the call, with the same camera, microphone and signaling connection.
import type { ApiClient } from './api';
import { Call } from './call/call';
import { Lobby, type ReadyToJoin } from './call/lobby';
import { ServerClock, type Clock } from './clock';
import { Diagnostics, type Marks } from './diagnostics';
import { LocalMedia, type MediaEnvironment } from './media/local_media';
import { SnapshotStore, type Model } from './model';
import { LinkFactory, type PeerEnvironment } from './peer/link_factory';
import { Signaling } from './signaling/signaling';
import type { SocketPort } from './signaling/socket_port';

export interface VisitEnvironment {
  clock: Clock;
  random: () => number;
  socket: SocketPort;
  media: MediaEnvironment;
  peers: PeerEnvironment;
  marks: Marks;
}

export interface VisitSnapshot {
  /** undefined while the person is still in the lobby. */
  call: Call | undefined;
}

export class Visit implements Model<VisitSnapshot> {
  readonly lobby: Lobby;
  readonly media: LocalMedia;
  readonly serverClock: ServerClock;
  readonly diagnostics: Diagnostics;
  private readonly signaling: Signaling;
  private readonly store = new SnapshotStore<VisitSnapshot>({ call: undefined });

  constructor(
    sessionId: string,
    private readonly api: ApiClient,
    private readonly environment: VisitEnvironment,
  ) {
    this.serverClock = new ServerClock(environment.clock);
    this.media = new LocalMedia(environment.media);
    this.signaling = new Signaling(environment.socket, environment.clock, environment.random);
    this.diagnostics = new Diagnostics(environment.marks, environment.socket, () => this.store.snapshot().call);
    this.lobby = new Lobby({
      sessionId,
      api,
      signaling: this.signaling,
      clock: environment.clock,
      serverClock: this.serverClock,
      pressed: () => {
        this.diagnostics.joinPressed();
      },
      enter: (ready) => {
        this.enter(ready);
      },
    });
  }

  readonly snapshot = (): VisitSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    void this.media.start();
    this.lobby.start();
  }

  /** The browser says that the machine is on a network again. */
  networkChanged(): void {
    const { call } = this.store.snapshot();
    if (call) call.networkChanged();
    else this.signaling.hurry();
  }

  private enter({ roomId, sessionId, config }: ReadyToJoin): void {
    const call = new Call({
      room: { roomId, sessionId },
      signaling: this.signaling,
      api: this.api,
      media: this.media,
      links: new LinkFactory(this.environment.peers, config, this.media),
      clock: this.environment.clock,
      serverClock: this.serverClock,
      random: this.environment.random,
    });
    call.start();
    this.store.set({ call });
  }
}
