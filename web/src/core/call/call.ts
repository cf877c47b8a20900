// The call: one person's part in one room, from the press of Join to the final screen. Owns the people in it (Remote) and
// the joining; says what is going on by a read-only snapshot in which an action that makes no sense now is undefined.
import { isRefusalCode, type RefusalCode } from '../../contract/codes';
import type { Participant, RoomJoined } from '../../contract/events';
import type { ApiClient } from '../api';
import type { Clock, ServerClock } from '../clock';
import { SnapshotStore, type Model } from '../model';
import type { PageVisibility } from '../page_visibility';
import type { LinkFactory } from '../peer/link_factory';
import type { PeerLink } from '../peer/peer_link';
import type { QualityMonitor } from '../quality/quality_monitor';
import type { ServerMessage, Signaling } from '../signaling/signaling';
import { Announcer } from './announcer';
import { doubtStalled, monitorQuality } from './call_quality';
import { Chat } from './chat';
import { describeRemote } from './describe_remote';
import { Ending } from './ending';
import { Joining } from './joining';
import type { OwnTracks } from './own_tracks';
import type { Heal } from './path_mender';
import { People } from './people';
import { CallRating } from './rating';
import type { Remote } from './remote';
import { SocketCheck } from './socket_check';
import { callStatus, type CallPhase } from './status';
import { parseTime } from './times';
import type { CallSnapshot, RetrySnapshot } from './types';

export type { CallSnapshot, RemoteSnapshot } from './types';

export interface CallOptions {
  room: { roomId: string; sessionId: string };
  signaling: Signaling;
  api: Pick<ApiClient, 'endCall' | 'callSession' | 'quality' | 'rate'>;
  own: OwnTracks;
  links: LinkFactory;
  /** A link that has begun its offer already, if there is one. */
  prepared: PeerLink | undefined;
  page: PageVisibility;
  /** A short random name, different every time. */
  makeId: () => string;
  clock: Clock;
  serverClock: ServerClock;
  random: () => number;
}

export class Call implements Model<CallSnapshot> {
  /** Times without a working media path, for measurements. */
  readonly heals: Heal[] = [];
  readonly chat: Chat;
  readonly quality: QualityMonitor;
  readonly rating: CallRating;

  private readonly store: SnapshotStore<CallSnapshot>;
  private readonly people: People;
  private readonly joining: Joining;
  private readonly ending: Ending;
  private readonly announcer: Announcer;
  private readonly socketCheck: SocketCheck;
  private phase: CallPhase = 'active';
  private self: CallSnapshot['self'];
  private prepared: PeerLink | undefined;
  private startedAt: number | undefined;
  private refusal: RefusalCode | undefined;
  private readonly detach: (() => void)[] = [];

  constructor(private readonly options: CallOptions) {
    const { room, signaling, api, own, clock, serverClock, random, page, makeId } = options;
    const others = (): readonly Remote[] => this.people.all();
    const changed = (): void => {
      this.changed();
    };
    this.prepared = options.prepared;
    this.joining = new Joining({
      room,
      signaling,
      clock,
      random,
      refused: (code) => {
        this.refuse(code);
      },
      over: () => void this.ending.endedUnheard(),
      changed,
    });
    this.ending = new Ending({
      room,
      signaling,
      api,
      clock,
      serverClock,
      startedAt: () => this.startedAt,
      isOver: () => this.phase !== 'active',
      finish: (phase) => {
        this.finish(phase);
      },
      changed,
    });
    this.people = new People({
      clock,
      makeLink: () => options.links.make(),
      reachable: () => this.joining.joined,
      relay: (event, payload) =>
        this.joining.joined && signaling.send(event, { ...payload, roomId: room.roomId } as never),
      changed,
      opened: (remote) => {
        this.channelOpened(remote);
      },
      heard: (remote, message) => {
        this.chat.heard(remote, message);
      },
      lost: () => void this.socketCheck.ask(),
      healed: (remote, heal) => {
        this.heals.push(heal);
        this.quality.pathHealed(remote.userId);
      },
      keyFrameAsked: (remote) => {
        this.quality.keyFrameAsked(remote.userId);
      },
      left: () => {
        this.chat.peopleChanged();
      },
    });
    this.socketCheck = new SocketCheck({ signaling, own, joined: () => this.joining.joined });
    this.announcer = new Announcer({ own, page, signaling, joined: () => this.joining.joined, others });
    this.chat = new Chat({ clock, makeId, peers: others });
    this.rating = new CallRating({
      sessionId: room.sessionId,
      api,
      asked: () => this.startedAt !== undefined && this.isParticipant,
    });
    this.quality = monitorQuality({
      sessionId: room.sessionId,
      api,
      clock,
      serverClock,
      random,
      others,
      isParticipant: () => this.isParticipant,
      setFacts: (facts) => {
        this.announcer.setFacts(facts);
      },
      sharing: () => own.state.screen,
      restartCamera: () => {
        own.restartCamera();
      },
    });
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): CallSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Joins the room. The offer to whoever is there is prepared beforehand, or meanwhile. */
  start(): void {
    const { signaling, own } = this.options;
    this.detach.push(
      signaling.attach({
        up: () => {
          this.joining.start();
        },
        down: () => {
          this.signalingLost();
        },
        stopped: (code) => {
          this.signalingStopped(code);
        },
        retrying: () => {
          this.changed();
        },
        message: (message) => {
          this.receive(message);
        },
      }),
      own.onTrack((line, track) => {
        this.prepared?.setTrack(line, track);
        for (const remote of this.people.all()) remote.setTrack(line, track);
      }),
      this.announcer.start(),
      doubtStalled(this.quality, () => this.people.all()),
    );
    this.quality.start();
    if (signaling.state === 'up') this.joining.start();
    else if (signaling.stoppedBecause !== undefined) this.signalingStopped(signaling.stoppedBecause);
    if (this.phase !== 'active' || this.prepared || this.joining.everJoined) return;
    this.prepared = this.options.links.make();
    this.prepared.startOffer();
  }

  /** The machine has another network than before: the media paths are made anew as soon as that can be agreed. */
  networkChanged(): void {
    if (this.phase !== 'active') return;
    this.options.signaling.hurry();
    void this.socketCheck.ask();
    for (const remote of this.people.all()) remote.networkChanged();
  }

  /** The machine or the page slept: asks whether what it was connected to is still there. */
  woke(): void {
    if (this.phase !== 'active') return;
    this.options.signaling.hurry();
    void this.socketCheck.ask();
    for (const remote of this.people.all()) remote.doubt();
  }

  /** The others, for diagnostics. */
  others(): readonly Remote[] {
    return this.people.all();
  }

  private receive(message: ServerMessage): void {
    if (this.phase !== 'active') return;
    switch (message.event) {
      case 'room-joined':
        this.roomJoined(message.payload);
        break;
      case 'user-joined':
        this.arrived(message.payload);
        this.chat.peopleChanged();
        break;
      case 'user-reconnecting':
      case 'user-reconnected':
      case 'user-left':
      case 'offer':
      case 'answer':
      case 'ice-candidate':
      case 'participant-state':
        this.people.receive(message);
        break;
      case 'call-started':
        this.startedAt = parseTime(message.payload.startedAt) ?? this.startedAt;
        break;
      case 'call-ended':
        this.ending.ended(message.payload);
        break;
      case 'error':
        // A refused request is told by its ack; what ends the connection is handled where the connection is.
        break;
    }
    this.changed();
  }

  private roomJoined(room: RoomJoined): void {
    if (room.roomId !== this.options.room.roomId) return;
    const self = room.participants.find((p) => p.socketId === room.self.socketId);
    if (self) this.self = { userId: self.userId, userName: self.userName, userRole: self.userRole };
    this.startedAt = parseTime(room.call?.startedAt) ?? this.startedAt;
    const others = room.participants.filter((p) => p.userId !== this.self?.userId);
    this.people.meetAll(others, this.self?.userId);
    this.joining.succeeded();
    this.chat.peopleChanged();
    this.announcer.joined();
    for (const remote of this.people.all()) remote.resume();
    for (const { userId } of others) {
      const remote = this.people.get(userId);
      if (remote && !remote.hasLink) remote.initiate(this.takePrepared());
    }
    // Nobody took it: whoever comes next makes the offer.
    this.takePrepared()?.close();
  }

  private takePrepared(): PeerLink | undefined {
    const link = this.prepared;
    this.prepared = undefined;
    return link;
  }

  private arrived(participant: Participant): void {
    if (participant.userId === this.self?.userId) return;
    this.people.meet(participant, this.self?.userId).resume();
  }

  private channelOpened(remote: Remote): void {
    this.announcer.channelOpened(remote);
    this.chat.opened(remote);
    this.changed();
  }

  private signalingLost(): void {
    this.joining.lost();
    // A network that goes away takes both with it; a server that restarts, only this.
    for (const remote of this.people.all()) remote.doubt();
    this.changed();
  }

  // An administrator who looks in has no part in the session's record.
  private get isParticipant(): boolean {
    return this.self !== undefined && this.self.userRole !== 'admin';
  }

  private signalingStopped(code: RefusalCode): void {
    this.joining.lost();
    if (code === 'SUPERSEDED') this.finish('superseded');
    else this.refuseWhenSilent(code);
    this.changed();
  }

  // An expired sign-in must not cut off two people who still hear each other: it ends the call when the media ends.
  private refuseWhenSilent(code: RefusalCode): void {
    const flowing = this.people.all().some((remote) => remote.connectionState === 'connected');
    if (this.phase === 'active' && !flowing) this.refuse(code);
  }

  private refuse(code: RefusalCode): void {
    this.refusal = isRefusalCode(code) ? code : 'BAD_ANSWER';
    this.finish('refused');
  }

  private finish(phase: CallPhase): void {
    if (this.phase !== 'active') return;
    this.phase = phase;
    this.quality.stop();
    for (const detach of this.detach) detach();
    this.joining.stop();
    this.people.removeAll();
    this.chat.forget();
    this.takePrepared()?.close();
    this.options.signaling.stop();
    this.options.own.stop();
    this.rating.changed();
    void this.rating.load();
    this.changed();
  }

  private changed(): void {
    const stopped = this.options.signaling.stoppedBecause;
    if (stopped !== undefined && stopped !== 'SUPERSEDED') this.refuseWhenSilent(stopped);
    this.store.set(this.describe());
  }

  private describe(): CallSnapshot {
    const remotes = this.people.all();
    const active = this.phase === 'active';
    const { status, media, name } = callStatus({
      phase: this.phase,
      everJoined: this.joining.everJoined,
      joined: this.joining.joined,
      signalingStopped: this.options.signaling.stoppedBecause,
      remotes,
    });
    return {
      status,
      media,
      about: name,
      self: this.self,
      remotes: remotes.map(describeRemote),
      startedAt: this.startedAt,
      durationSeconds: this.ending.durationSeconds,
      refusal: this.refusal,
      problem: this.ending.problem,
      retry: active ? this.retry() : undefined,
      end: active && this.joining.everJoined && !this.ending.underWay ? this.ending.end : undefined,
      leave: active ? this.ending.leave : undefined,
    };
  }

  private retry(): RetrySnapshot | undefined {
    const { signaling } = this.options;
    const now = (): void => {
      if (signaling.state === 'connecting') signaling.hurry();
      else this.joining.now();
    };
    const progress = signaling.state === 'connecting' ? signaling.retry : this.joining.retry;
    return progress && { ...progress, now };
  }
}
