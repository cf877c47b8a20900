// The call: one person's part in one room, from the press of Join to the final screen. Owns the people in it (Remote) and
// the joining; says what is going on by a read-only snapshot in which an action that makes no sense now is undefined.
import { isRefusalCode, type RefusalCode } from '../../contract/codes';
import type { PeerFacts } from '../../contract/control';
import type { Participant, ParticipantState, RoomJoined, ServerPayloads } from '../../contract/events';
import { readCandidate, readDescription } from '../../contract/guards';
import type { ApiClient } from '../api';
import type { Clock, ServerClock } from '../clock';
import type { PageVisibility } from '../home/page_visibility';
import { SnapshotStore, type Model } from '../model';
import type { LinkFactory } from '../peer/link_factory';
import type { PeerLink } from '../peer/peer_link';
import type { ServerMessage, Signaling } from '../signaling/signaling';
import { Joining } from './joining';
import type { OwnTracks } from './own_tracks';
import type { Heal } from './path_mender';
import { People } from './people';
import type { Remote } from './remote';
import { callStatus, type CallPhase } from './status';
import type { CallSnapshot, RemoteSnapshot, RetrySnapshot } from './types';

export type { CallSnapshot, RemoteSnapshot } from './types';

export interface CallOptions {
  room: { roomId: string; sessionId: string };
  signaling: Signaling;
  api: Pick<ApiClient, 'endCall' | 'callSession'>;
  own: OwnTracks;
  links: LinkFactory;
  /** A link that has begun its offer already, if there is one. */
  prepared: PeerLink | undefined;
  page: PageVisibility;
  clock: Clock;
  serverClock: ServerClock;
  random: () => number;
}

/** call-ended follows the yes to end-call at once; without it the call is over all the same. */
const CALL_ENDED_EXPECTED_MS = 1_000;
/** A server that can be reached answers within this; past it the socket is not believed any more. */
const SOCKET_ANSWER_MS = 1_500;

export class Call implements Model<CallSnapshot> {
  /** Times without a working media path, for measurements. */
  readonly heals: Heal[] = [];

  private readonly store: SnapshotStore<CallSnapshot>;
  private readonly people: People;
  private readonly joining: Joining;
  private phase: CallPhase = 'active';
  private self: CallSnapshot['self'];
  private prepared: PeerLink | undefined;
  private lastState: ParticipantState | undefined;
  private facts: PeerFacts;
  private askingSocket = false;
  private startedAt: number | undefined;
  private durationSeconds: number | undefined;
  private refusal: RefusalCode | undefined;
  private ending = false;
  private problem: CallSnapshot['problem'];
  private readonly detach: (() => void)[] = [];

  constructor(private readonly options: CallOptions) {
    const { room, signaling, clock, random, page } = options;
    const changed = (): void => {
      this.changed();
    };
    this.prepared = options.prepared;
    this.facts = { hidden: !page.visible(), videoPaused: false, limitation: 'none' };
    this.joining = new Joining({
      room,
      signaling,
      clock,
      random,
      refused: (code) => {
        this.refuse(code);
      },
      over: () => void this.finishUnheard(),
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
      heard: () => undefined,
      lost: () => void this.askSocket(),
      healed: (heal) => this.heals.push(heal),
      left: () => undefined,
    });
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): CallSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Joins the room. The offer to whoever is there is prepared beforehand, or meanwhile. */
  start(): void {
    const { signaling, own, page } = this.options;
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
      own.onState(() => {
        this.sendState();
      }),
      page.onChange(() => {
        this.setFacts({ hidden: !page.visible() });
      }),
    );
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
    void this.askSocket();
    for (const remote of this.people.all()) remote.networkChanged();
  }

  /** The machine or the page slept: asks whether what it was connected to is still there. */
  woke(): void {
    if (this.phase !== 'active') return;
    this.options.signaling.hurry();
    void this.askSocket();
    for (const remote of this.people.all()) remote.doubt();
  }

  /** What the others should know about this page; they are told when it changes. */
  setFacts(part: Partial<PeerFacts>): void {
    const facts = { ...this.facts, ...part };
    const { hidden, videoPaused, limitation } = this.facts;
    if (facts.hidden === hidden && facts.videoPaused === videoPaused && facts.limitation === limitation) return;
    this.facts = facts;
    for (const remote of this.people.all()) remote.say({ type: 'facts', facts });
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
        break;
      case 'user-reconnecting':
        this.people.lost(message.payload);
        break;
      case 'user-reconnected':
        this.people.returned(message.payload);
        break;
      case 'user-left':
        this.people.departed(message.payload);
        break;
      case 'offer':
      case 'answer': {
        const relayed = readDescription(message.event, message.payload);
        if (relayed) this.people.at(relayed.from)?.receiveDescription(relayed);
        break;
      }
      case 'ice-candidate': {
        const relayed = readCandidate(message.payload);
        if (relayed) this.people.at(relayed.from)?.receiveCandidate(relayed);
        break;
      }
      case 'participant-state': {
        const { from, audio, video, screen } = message.payload;
        const remote = this.people.at(from);
        if (remote) remote.state = { audio, video, screen };
        break;
      }
      case 'call-started':
        this.startedAt = parseTime(message.payload.startedAt) ?? this.startedAt;
        break;
      case 'call-ended':
        this.ended(message.payload);
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
    this.lastState = undefined;
    this.sendState();
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

  // To everybody by the server; to those whom it does not reach now, from page to page.
  private sendState(): void {
    const { own, signaling } = this.options;
    const { state } = own;
    if (sameState(this.lastState, state)) return;
    if (this.joining.joined && signaling.send('participant-state', state)) this.lastState = state;
    for (const remote of this.people.all()) {
      if (!remote.reachable) remote.say({ type: 'state', state });
    }
  }

  private channelOpened(remote: Remote): void {
    remote.say({ type: 'facts', facts: this.facts });
    if (!remote.reachable) remote.say({ type: 'state', state: this.options.own.state });
    this.changed();
  }

  private signalingLost(): void {
    this.joining.lost();
    // A network that goes away takes both with it; a server that restarts, only this.
    for (const remote of this.people.all()) remote.doubt();
    this.changed();
  }

  // A socket dies without a word when its network goes away: the heartbeat would need most of a minute to find out.
  private async askSocket(): Promise<void> {
    const { signaling, own } = this.options;
    if (this.askingSocket || !this.joining.joined || signaling.state !== 'up') return;
    this.askingSocket = true;
    const ack = await signaling.request('participant-state', own.state, SOCKET_ANSWER_MS);
    this.askingSocket = false;
    if (!ack.ok && ack.error.code === 'SIGNALING_LOST') signaling.renew();
  }

  private readonly end = (): void => {
    this.ending = true;
    this.problem = undefined;
    this.changed();
    void this.endForAll();
  };

  private async endForAll(): Promise<void> {
    const { signaling, api, room, clock, serverClock } = this.options;
    const ack = await signaling.request('end-call', { roomId: room.roomId });
    const done = ack.ok || (await api.endCall(room.sessionId)).ok;
    if (this.phase !== 'active') return;
    if (done && this.startedAt === undefined) {
      // Nobody else had come: there was no call to end, and the server has only let us go.
      this.finish('left');
      return;
    }
    if (done) {
      clock.after(CALL_ENDED_EXPECTED_MS, () => {
        if (this.phase !== 'active') return;
        this.durationSeconds = secondsBetween(this.startedAt, serverClock.now());
        this.finish('ended');
      });
      return;
    }
    this.ending = false;
    this.problem = 'END_FAILED';
    this.changed();
  }

  private readonly leave = (): void => {
    this.options.signaling.send('leave-room', { roomId: this.options.room.roomId });
    this.finish('left');
  };

  private ended({ endedAt, durationSeconds }: ServerPayloads['call-ended']): void {
    this.durationSeconds = durationSeconds ?? secondsBetween(this.startedAt, parseTime(endedAt));
    this.finish('ended');
  }

  // The call ended while we were away: the record knows for how long it was.
  private async finishUnheard(): Promise<void> {
    this.finish('ended');
    const record = await this.options.api.callSession(this.options.room.sessionId);
    if (record.ok) this.durationSeconds = record.value.callDurationSeconds ?? undefined;
    this.changed();
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
    for (const detach of this.detach) detach();
    this.joining.stop();
    this.people.removeAll();
    this.takePrepared()?.close();
    this.options.signaling.stop();
    this.options.own.stop();
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
      durationSeconds: this.durationSeconds,
      refusal: this.refusal,
      problem: this.problem,
      retry: active ? this.retry() : undefined,
      end: active && this.joining.everJoined && !this.ending ? this.end : undefined,
      leave: active ? this.leave : undefined,
    };
  }

  private retry(): RetrySnapshot | undefined {
    const { signaling } = this.options;
    const now = (): void => {
      if (signaling.state === 'connecting') signaling.hurry();
      else this.joining.now();
    };
    // The first wait for room-joined is part of joining, not of trying again.
    const joining = this.joining.retry?.attempt === 0 ? undefined : this.joining.retry;
    const progress = signaling.state === 'connecting' ? signaling.retry : joining;
    return progress && { ...progress, now };
  }
}

function describeRemote(remote: Remote): RemoteSnapshot {
  return {
    userId: remote.userId,
    userName: remote.userName,
    userRole: remote.userRole,
    stream: remote.stream,
    audio: remote.state.audio,
    video: remote.state.video,
    screen: remote.state.screen ? remote.screenStream : undefined,
    presence: remote.presence,
    connected: remote.connectionState === 'connected',
    facts: remote.facts,
  };
}

function sameState(a: ParticipantState | undefined, b: ParticipantState): boolean {
  return a?.audio === b.audio && a.video === b.video && a.screen === b.screen;
}

function parseTime(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, Math.round((to - from) / 1000));
}
