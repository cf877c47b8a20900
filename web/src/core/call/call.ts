// The call: one person's part in one room, from the press of Join to the final screen. Owns the people in it (Remote) and
// the joining; says what is going on by a read-only snapshot in which an action that makes no sense now is undefined.
import { isRefusalCode, type RefusalCode } from '../../contract/codes';
import type { Participant, ParticipantState, RoomJoined, ServerPayloads } from '../../contract/events';
import { readCandidate, readDescription } from '../../contract/guards';
import type { ApiClient } from '../api';
import { Backoff } from '../backoff';
import type { Cancel, Clock, ServerClock } from '../clock';
import type { LocalMedia } from '../media/local_media';
import { SnapshotStore, type Model } from '../model';
import type { LinkFactory } from '../peer/link_factory';
import type { PeerLink } from '../peer/peer_link';
import type { ServerMessage, Signaling } from '../signaling/signaling';
import { joinFailure } from './join_refusal';
import { People } from './people';
import type { Remote } from './remote';
import { callStatus, type CallPhase, type CallStatus } from './status';

export interface RemoteSnapshot {
  userId: string;
  userName: string;
  userRole: string;
  stream: MediaStream | undefined;
  audio: boolean;
  video: boolean;
  presence: 'present' | 'reconnecting';
  connected: boolean;
}

export interface CallSnapshot {
  status: CallStatus;
  media: 'flowing' | 'interrupted';
  /** Whom the status line is about. */
  about: string | undefined;
  remotes: readonly RemoteSnapshot[];
  /** Server time of the call's start, milliseconds since the epoch. */
  startedAt: number | undefined;
  durationSeconds: number | undefined;
  refusal: RefusalCode | undefined;
  /** The last action that failed; the person may press again. */
  problem: 'END_FAILED' | undefined;
  /** Ends the call for everybody. */
  end: (() => void) | undefined;
  leave: (() => void) | undefined;
}

export interface CallOptions {
  room: { roomId: string; sessionId: string };
  signaling: Signaling;
  api: Pick<ApiClient, 'endCall' | 'callSession'>;
  media: LocalMedia;
  links: LinkFactory;
  /** A link that has begun its offer already, if there is one. */
  prepared: PeerLink | undefined;
  clock: Clock;
  serverClock: ServerClock;
  random: () => number;
}

const JOIN_RETRY = { firstMs: 300, maxMs: 5_000 } as const;
/** The server sends room-joined together with its yes to join-room; without it the yes is of no use. */
const ROOM_JOINED_EXPECTED_MS = 3_000;
/** call-ended follows the yes to end-call at once; without it the call is over all the same. */
const CALL_ENDED_EXPECTED_MS = 1_000;

export class Call implements Model<CallSnapshot> {
  private readonly store: SnapshotStore<CallSnapshot>;
  private readonly people: People;
  private readonly joinBackoff: Backoff;
  private phase: CallPhase = 'active';
  private joined = false;
  private everJoined = false;
  private selfId: string | undefined;
  private network: 'same' | 'changed' = 'same';
  private prepared: PeerLink | undefined;
  private lastState: ParticipantState | undefined;
  private startedAt: number | undefined;
  private durationSeconds: number | undefined;
  private refusal: RefusalCode | undefined;
  private ending = false;
  private problem: CallSnapshot['problem'];
  private cancelJoinTimer: Cancel | undefined;
  private readonly detach: (() => void)[] = [];

  constructor(private readonly options: CallOptions) {
    this.joinBackoff = new Backoff(JOIN_RETRY, options.random);
    this.prepared = options.prepared;
    this.people = new People({
      clock: options.clock,
      makeLink: () => options.links.make(),
      reachable: () => this.joined,
      relay: (event, payload) =>
        this.joined && options.signaling.send(event, { ...payload, roomId: options.room.roomId } as never),
      changed: () => {
        this.changed();
      },
    });
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): CallSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Joins the room. The offer to whoever is there is prepared beforehand, or meanwhile. */
  start(): void {
    const { signaling, media } = this.options;
    this.detach.push(
      signaling.attach({
        up: () => void this.join(),
        down: () => {
          this.joined = false;
          this.changed();
        },
        stopped: (code) => {
          this.signalingStopped(code);
        },
        message: (message) => {
          this.receive(message);
        },
      }),
      media.onTrack((kind, track) => {
        this.prepared?.setTrack(kind, track);
        for (const remote of this.people.all()) remote.setTrack(kind, track);
      }),
      media.subscribe(() => {
        this.sendState();
      }),
    );
    if (signaling.state === 'up') void this.join();
    else if (signaling.stoppedBecause !== undefined) this.signalingStopped(signaling.stoppedBecause);
    if (this.phase !== 'active' || this.prepared || this.everJoined) return;
    this.prepared = this.options.links.make();
    this.prepared.startOffer();
  }

  /** The machine has another network than before: the media paths are made anew as soon as that can be agreed. */
  networkChanged(): void {
    this.network = 'changed';
    if (this.joined) this.resumeAll();
    else this.options.signaling.hurry();
  }

  /** The peer connections, for diagnostics. */
  connections(): { userId: string; connection: RTCPeerConnection }[] {
    return this.people.all().flatMap(({ userId, connection }) => (connection ? [{ userId, connection }] : []));
  }

  private async join(): Promise<void> {
    const { roomId, sessionId } = this.options.room;
    this.cancelJoinTimer?.();
    const ack = await this.options.signaling.request('join-room', { roomId, sessionId });
    if (this.phase !== 'active' || this.joined) return;
    if (ack.ok) {
      this.joinAgainIn(ROOM_JOINED_EXPECTED_MS);
      return;
    }
    const failure = joinFailure(ack.error, this.everJoined);
    if (failure.kind === 'retry') this.joinAgainIn(this.joinBackoff.next());
    else if (failure.kind === 'over') void this.finishUnheard();
    else this.refuse(failure.code);
  }

  private joinAgainIn(ms: number): void {
    this.cancelJoinTimer?.();
    this.cancelJoinTimer = this.options.clock.after(ms, () => {
      // While the connection is down its return joins; asking twice would only use up the rate limit.
      if (this.phase === 'active' && !this.joined && this.options.signaling.state === 'up') void this.join();
    });
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
    this.cancelJoinTimer?.();
    this.joinBackoff.reset();
    this.selfId = room.participants.find((p) => p.socketId === room.self.socketId)?.userId ?? this.selfId;
    this.startedAt = parseTime(room.call?.startedAt) ?? this.startedAt;
    const others = room.participants.filter((p) => p.userId !== this.selfId);
    this.people.meetAll(others, this.selfId);
    this.joined = true;
    this.everJoined = true;
    this.lastState = undefined;
    this.sendState();
    this.resumeAll();
    for (const { userId } of others) {
      const remote = this.people.get(userId);
      if (remote && !remote.hasLink) remote.initiate(this.takePrepared());
    }
    // Nobody took it: whoever comes next makes the offer.
    this.takePrepared()?.close();
  }

  private resumeAll(): void {
    for (const remote of this.people.all()) remote.resume(this.network);
    this.network = 'same';
  }

  private takePrepared(): PeerLink | undefined {
    const link = this.prepared;
    this.prepared = undefined;
    return link;
  }

  private arrived(participant: Participant): void {
    if (participant.userId === this.selfId) return;
    this.people.meet(participant, this.selfId).resume('same');
  }

  private sendState(): void {
    if (!this.joined) return;
    const { media, signaling } = this.options;
    const state = { audio: media.sending('audio'), video: media.sending('video'), screen: false };
    if (this.lastState?.audio === state.audio && this.lastState.video === state.video) return;
    if (signaling.send('participant-state', state)) this.lastState = state;
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
    this.joined = false;
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
    this.cancelJoinTimer?.();
    for (const detach of this.detach) detach();
    this.people.removeAll();
    this.takePrepared()?.close();
    this.joined = false;
    this.options.signaling.stop();
    this.options.media.stop();
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
      everJoined: this.everJoined,
      joined: this.joined,
      signalingStopped: this.options.signaling.stoppedBecause,
      remotes,
    });
    return {
      status,
      media,
      about: name,
      remotes: remotes.map(describeRemote),
      startedAt: this.startedAt,
      durationSeconds: this.durationSeconds,
      refusal: this.refusal,
      problem: this.problem,
      end: active && this.everJoined && !this.ending ? this.end : undefined,
      leave: active ? this.leave : undefined,
    };
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
    presence: remote.presence,
    connected: remote.connectionState === 'connected',
  };
}

function parseTime(text: string | null | undefined): number | undefined {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
}

function secondsBetween(from: number | undefined, to: number | undefined): number | undefined {
  return from === undefined || to === undefined ? undefined : Math.max(0, Math.round((to - from) / 1000));
}
