// Before the call: may this person join, and when? As soon as they may, everything that Join will need is made ready
// (room, relay configuration, signaling connection), so that the press itself costs one round trip.
import type { RefusalCode } from '../../contract/codes';
import type {
  CallConfigAnswer,
  CallSessionAnswer,
  CanJoinAnswer,
  GenerateRoomAnswer,
  Person,
  PresentPerson,
  SessionType,
} from '../../contract/rest';
import type { ApiClient } from '../api';
import type { Cancel, Clock, ServerClock } from '../clock';
import { SnapshotStore, type Model } from '../model';
import type { PageVisibility } from '../page_visibility';
import type { Refusal, Result } from '../result';
import type { Signaling } from '../signaling/signaling';
import { CallRating } from './rating';

export type Access =
  | { kind: 'checking' }
  | { kind: 'open' }
  /** `opensAt`: server time, milliseconds, when it is only a matter of waiting. */
  | { kind: 'refused'; code: RefusalCode; opensAt: number | undefined };

export interface SessionFacts {
  sessionDate: number | undefined;
  sessionType: SessionType | undefined;
  client: Person | undefined;
  psychologist: Person | undefined;
  /** How long the call was that is over; undefined as long as there was none, or it goes on. */
  callSeconds: number | undefined;
}

export interface LobbySnapshot {
  access: Access;
  facts: SessionFacts;
  /** Who is in the room already, while the door is open. */
  present: readonly PresentPerson[];
  /** undefined when joining is not possible now. */
  join: (() => void) | undefined;
  joining: boolean;
  /** Asks again; undefined while a question is under way. */
  refresh: (() => void) | undefined;
}

export interface ReadyToJoin {
  roomId: string;
  sessionId: string;
  config: RTCConfiguration;
}

export interface LobbyOptions {
  sessionId: string;
  api: Pick<ApiClient, 'canJoin' | 'callConfig' | 'generateRoom' | 'callSession' | 'rate'>;
  signaling: Signaling;
  clock: Clock;
  serverClock: ServerClock;
  page: PageVisibility;
  /** Called at the press of Join, before anything else happens. */
  pressed: () => void;
  /** The room and the configuration are there; called again when they were renewed. */
  ready: (ready: ReadyToJoin) => void;
  /** The person has pressed Join and everything is there; called once. */
  enter: (ready: ReadyToJoin) => void;
}

/** After the instant at which the answer changes, so that rounding on either side does not ask too early. */
const AFTER_CHANGE_MS = 300;
/** Payment, confirmation and the like change by other people's doing; 30 s is well below the rate limit. */
const ASK_AGAIN_MS = 30_000;
/** While the door is open: who is in the room changes, and 10 questions a minute are allowed. */
const LOOK_AGAIN_MS = 8_000;
/** No answer: the server is restarting or the network is gone. */
const UNREACHABLE_AGAIN_MS = 4_000;
/** However far the session: timers sleep with the machine, so look at the clock now and then. */
const LONGEST_WAIT_MS = 10 * 60_000;
/** Relay credentials are minted for a limited time: somebody who waits here for long gets new ones. */
const CONFIG_GOOD_FOR_MS = 9 * 60_000;

const NEVER_CHANGES: ReadonlySet<RefusalCode> = new Set([
  'SESSION_NOT_FOUND',
  'NOT_A_PARTICIPANT',
  'INVALID_SESSION_ID',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
]);

export class Lobby implements Model<LobbySnapshot> {
  /** Of a call that is over: who comes back to its address finds what they said of it. */
  readonly rating: CallRating;

  private readonly store: SnapshotStore<LobbySnapshot>;
  private access: Access = { kind: 'checking' };
  private facts: SessionFacts = {
    sessionDate: undefined,
    sessionType: undefined,
    client: undefined,
    psychologist: undefined,
    callSeconds: undefined,
  };
  private present: readonly PresentPerson[] = [];
  private mayRate = false;
  private asking = false;
  private joining = false;
  private closed = false;
  private config: CallConfigAnswer | undefined;
  private configFetchedAt = 0;
  private room: GenerateRoomAnswer | undefined;
  private preparing = false;
  private cancelTimer: Cancel | undefined;
  private readonly detach: (() => void)[] = [];

  constructor(private readonly options: LobbyOptions) {
    const { sessionId, api } = options;
    this.rating = new CallRating({ sessionId, api, asked: () => this.mayRate });
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): LobbySnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    const { signaling, page } = this.options;
    this.detach.push(
      signaling.attach({
        stopped: (code) => {
          this.become({ kind: 'refused', code, opensAt: undefined });
        },
      }),
      page.onChange(() => {
        if (page.visible() && this.access.kind === 'open') void this.ask();
      }),
    );
    void this.ask();
    void this.fetchFacts();
  }

  close(): void {
    this.closed = true;
    this.cancelTimer?.();
    for (const detach of this.detach.splice(0)) detach();
  }

  // A function, since what was checked before an await may have changed after it.
  private isClosed(): boolean {
    return this.closed;
  }

  private readonly refresh = (): void => {
    void this.ask();
  };

  private async ask(): Promise<void> {
    if (this.asking || this.closed) return;
    this.asking = true;
    this.cancelTimer?.();
    this.changed();
    const askedAt = this.options.clock.now();
    const answer = await this.options.api.canJoin(this.options.sessionId);
    this.asking = false;
    if (this.isClosed()) return;
    if (answer.ok) {
      this.options.serverClock.learn(answer.value.serverTime, askedAt, this.options.clock.now());
      this.answered(answer.value);
    } else {
      this.notAnswered(answer.refusal);
    }
  }

  private answered(answer: CanJoinAnswer): void {
    const from = Date.parse(answer.timeWindow.allowedFrom);
    const until = Date.parse(answer.timeWindow.allowedUntil);
    const untilServerTime = (time: number): number => time - this.options.serverClock.now() + AFTER_CHANGE_MS;
    if (answer.canJoin) {
      this.present = answer.present ?? [];
      const look = this.options.page.visible() ? LOOK_AGAIN_MS : LONGEST_WAIT_MS;
      this.askIn(Math.min(untilServerTime(until), look));
      this.prepare();
      this.become({ kind: 'open' });
      return;
    }
    this.present = [];
    const code = answer.reason ?? 'BAD_ANSWER';
    const early = code === 'TOO_EARLY';
    this.askIn(early ? untilServerTime(from) : ASK_AGAIN_MS);
    this.become({ kind: 'refused', code, opensAt: early ? from : undefined });
  }

  private notAnswered(refusal: Refusal): void {
    const { code } = refusal;
    if (!NEVER_CHANGES.has(code)) this.askIn(refusal.retryAfterMs ?? UNREACHABLE_AGAIN_MS);
    // One question without an answer does not close a door that was open.
    if (this.access.kind === 'open' && !NEVER_CHANGES.has(code)) this.changed();
    else this.become({ kind: 'refused', code, opensAt: undefined });
  }

  private askIn(ms: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.options.clock.after(Math.min(Math.max(ms, 0), LONGEST_WAIT_MS), () => void this.ask());
  }

  private async fetchFacts(): Promise<void> {
    const answer = await this.options.api.callSession(this.options.sessionId);
    if (!answer.ok) return;
    this.learnFacts(answer.value);
    this.learnEnd(answer.value);
  }

  private learnEnd(record: CallSessionAnswer): void {
    const { videoCallEnded, callDurationSeconds, ratings } = record;
    if (typeof videoCallEnded !== 'string') return;
    this.facts = { ...this.facts, callSeconds: callDurationSeconds ?? undefined };
    // Who is told everybody's ratings is an administrator, and has none.
    this.mayRate = ratings === undefined;
    this.rating.learn(record);
    this.changed();
  }

  private learnFacts(from: CallSessionAnswer | GenerateRoomAnswer): void {
    const people = 'client' in from ? from : from.participants;
    const date = Date.parse(from.sessionDate ?? '');
    this.facts = {
      sessionDate: Number.isNaN(date) ? this.facts.sessionDate : date,
      sessionType: from.sessionType ?? this.facts.sessionType,
      client: people?.client ?? this.facts.client,
      psychologist: people?.psychologist ?? this.facts.psychologist,
      callSeconds: this.facts.callSeconds,
    };
    this.changed();
  }

  private prepare(): void {
    const { clock } = this.options;
    if (this.config && !this.joining && clock.now() - this.configFetchedAt > CONFIG_GOOD_FOR_MS) this.config = undefined;
    if (this.preparing || (this.config && this.room)) return;
    this.preparing = true;
    this.options.signaling.connect();
    void this.fetchWhatJoinNeeds();
  }

  private async fetchWhatJoinNeeds(): Promise<void> {
    const { api, sessionId } = this.options;
    const [config, room] = await Promise.all([
      this.config ? okay(this.config) : api.callConfig(),
      this.room ? okay(this.room) : api.generateRoom(sessionId),
    ]);
    this.preparing = false;
    if (this.closed) return;
    if (config.ok) {
      this.config = config.value;
      this.configFetchedAt = this.options.clock.now();
    }
    if (room.ok) {
      this.room = room.value;
      this.learnFacts(room.value);
    }
    const failed = !config.ok ? config.refusal : !room.ok ? room.refusal : undefined;
    if (failed) {
      this.joining = false;
      this.access = { kind: 'checking' };
      this.notAnswered(failed);
      return;
    }
    const ready = this.whatIsReady();
    if (ready && !this.joining) this.options.ready(ready);
    if (this.joining) this.enterNow();
    this.changed();
  }

  private whatIsReady(): ReadyToJoin | undefined {
    if (!this.config || !this.room) return undefined;
    const { iceServers, iceTransportPolicy } = this.config;
    return {
      roomId: this.room.roomId,
      sessionId: this.options.sessionId,
      config: { iceServers, iceTransportPolicy },
    };
  }

  private readonly join = (): void => {
    if (this.joining) return;
    this.options.pressed();
    this.joining = true;
    if (!this.enterNow()) this.prepare();
    this.changed();
  };

  private enterNow(): boolean {
    const ready = this.whatIsReady();
    if (!ready) return false;
    this.close();
    this.options.enter(ready);
    return true;
  }

  private become(access: Access): void {
    this.access = access;
    this.changed();
  }

  private changed(): void {
    this.store.set(this.describe());
  }

  private describe(): LobbySnapshot {
    return {
      access: this.access,
      facts: this.facts,
      present: this.present,
      join: this.access.kind === 'open' && !this.joining ? this.join : undefined,
      joining: this.joining,
      refresh: this.asking ? undefined : this.refresh,
    };
  }
}

function okay<T>(value: T): Result<T> {
  return { ok: true, value };
}
