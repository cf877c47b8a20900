// One visit to a call's page: the lobby, then the call, with the same camera, microphone and signaling connection.
import type { ApiClient } from './api';
import { Call } from './call/call';
import { Lobby, type ReadyToJoin } from './call/lobby';
import { OwnTracks } from './call/own_tracks';
import { keepUp, type UpkeepEnvironment } from './call_upkeep';
import { ServerClock } from './clock';
import { Diagnostics, type Marks } from './diagnostics';
import type { MediaEnvironment } from './media/environment';
import { LocalMedia } from './media/local_media';
import { ScreenShare } from './media/screen_share';
import { VoiceMeter } from './media/voice_meter';
import { SnapshotStore, type Model } from './model';
import { LinkFactory, type PeerEnvironment } from './peer/link_factory';
import type { PeerLink } from './peer/peer_link';
import { ConnectionTest } from './precall/connection_test';
import { Signaling } from './signaling/signaling';
import type { SocketPort, TransportChoice } from './signaling/socket_port';

export interface VisitEnvironment extends UpkeepEnvironment {
  random: () => number;
  /** The signaling socket, not connected yet. */
  socket: SocketPort;
  /** More of them, for tests. */
  makeSocket: (transport: TransportChoice) => SocketPort;
  media: MediaEnvironment;
  peers: PeerEnvironment;
  marks: Marks;
}

/** A join that takes longer than this is not hidden behind the lobby. */
const SHOW_CALL_AFTER_MS = 300;

export interface VisitSnapshot {
  /** undefined while the person is still in the lobby. */
  call: Call | undefined;
}

export class Visit implements Model<VisitSnapshot> {
  readonly lobby: Lobby;
  readonly media: LocalMedia;
  readonly screen: ScreenShare;
  readonly voice: VoiceMeter;
  readonly connectionTest: ConnectionTest;
  readonly serverClock: ServerClock;
  readonly diagnostics: Diagnostics;
  private readonly signaling: Signaling;
  private readonly own: OwnTracks;
  private links: LinkFactory | undefined;
  private prepared: PeerLink | undefined;
  /** As soon as it exists, which is before it is shown. */
  private call: Call | undefined;
  private readonly store = new SnapshotStore<VisitSnapshot>({ call: undefined });

  constructor(
    readonly sessionId: string,
    private readonly api: ApiClient,
    private readonly environment: VisitEnvironment,
  ) {
    this.serverClock = new ServerClock(environment.clock);
    this.media = new LocalMedia(environment.media, environment.clock);
    this.screen = new ScreenShare(environment.media);
    this.voice = new VoiceMeter(this.media, environment.media, environment.clock);
    this.own = new OwnTracks(this.media, this.screen);
    this.signaling = new Signaling(environment.socket, environment.clock, environment.random);
    // A device that is turned on or off in the lobby is turned on or off in what was prepared, too.
    this.own.onTrack((line, track) => this.prepared?.setTrack(line, track));
    this.diagnostics = new Diagnostics(environment.marks, environment.socket);
    this.connectionTest = new ConnectionTest({
      clock: environment.clock,
      api,
      makeConnection: environment.peers.makeConnection,
      makeSocket: environment.makeSocket,
    });
    environment.media.page.onReturn(() => {
      this.woke();
    });
    this.lobby = new Lobby({
      sessionId,
      api,
      signaling: this.signaling,
      clock: environment.clock,
      serverClock: this.serverClock,
      page: environment.page,
      pressed: () => {
        this.diagnostics.joinPressed();
        this.connectionTest.close();
      },
      ready: (ready) => {
        this.prepareLink(ready);
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
    if (this.call) {
      this.call.networkChanged();
      return;
    }
    this.signaling.hurry();
    // What was prepared knows the old network's addresses only.
    if (this.prepared && this.links) this.prepare(this.links);
  }

  /** The machine slept, or the page was put aside: what it was connected to may be gone without a word. */
  woke(): void {
    if (this.call) this.call.woke();
    else this.signaling.hurry();
  }

  // Making a connection and its offer, and gathering candidates, takes longer than all of the joining: done while the
  // person still looks at the preview, it is over at the press.
  private prepareLink({ config }: ReadyToJoin): void {
    this.links = this.makeLinks(config);
    this.prepare(this.links);
  }

  private prepare(links: LinkFactory): void {
    this.prepared?.close();
    this.prepared = links.make();
    this.prepared.startOffer();
  }

  private makeLinks(config: RTCConfiguration): LinkFactory {
    return new LinkFactory(this.environment.peers, config, this.own.track);
  }

  private enter({ roomId, sessionId, config }: ReadyToJoin): void {
    const call = new Call({
      room: { roomId, sessionId },
      signaling: this.signaling,
      api: this.api,
      own: this.own,
      links: this.links ?? this.makeLinks(config),
      prepared: this.prepared,
      page: this.environment.page,
      makeId: this.environment.peers.makeId,
      clock: this.environment.clock,
      serverClock: this.serverClock,
      random: this.environment.random,
    });
    this.prepared = undefined;
    this.call = call;
    this.diagnostics.watch(call);
    call.start();
    keepUp(call, this.environment);
    this.showWhenUnderWay(call);
  }

  // Drawing the call's screen keeps the page busy for tens of milliseconds: that is done while the offer is on its way,
  // not before it goes out.
  private showWhenUnderWay(call: Call): void {
    const show = (): void => {
      stopWatching();
      cancel();
      if (this.store.snapshot().call !== call) this.store.set({ call });
    };
    const stopWatching = call.subscribe(show);
    const cancel = this.environment.clock.after(SHOW_CALL_AFTER_MS, show);
  }
}
