// Who is signed in: by email and password, or by the token of a link. Every question of the signed-in pages goes through
// here, so that a token that is no longer good leads to the sign-in, with the reason said, wherever it shows.
import type { RefusalCode } from '../contract/codes';
import type { User } from '../contract/rest';
import type { ApiClient } from './api';
import type { Cancel, Clock } from './clock';
import type { TokenKeeper } from './link';
import { SnapshotStore, type Model } from './model';
import type { Requests } from './requests';
import type { Result } from './result';

export interface AccountSnapshot {
  signedIn: boolean;
  busy: boolean;
  /** Why one was not, or is no longer, signed in; or why one's own record did not come. */
  refusal: RefusalCode | undefined;
  /** undefined until it is known. Stays when the token expires: who signs in again is most likely the same. */
  user: User | undefined;
  /** How long until another sign-in may be tried, when there were too many; whole seconds, counting down. */
  waitSeconds: number | undefined;
  /** undefined while an answer is awaited, or must be waited for. */
  signIn: ((email: string, password: string) => void) | undefined;
  signOut: (() => void) | undefined;
  /** Fetches one's own record again; undefined when it is there or on its way. */
  reload: (() => void) | undefined;
}

const SIGN_IN_AGAIN: ReadonlySet<RefusalCode> = new Set(['UNAUTHENTICATED', 'TOKEN_EXPIRED']);
const SECOND_MS = 1000;
/** When the server does not say how long: a minute is the window of the limit. */
const DEFAULT_WAIT_MS = 60 * SECOND_MS;

export class Account implements Model<AccountSnapshot>, Requests {
  private readonly store: SnapshotStore<AccountSnapshot>;
  private busy = false;
  private refusal: RefusalCode | undefined;
  private user: User | undefined;
  private waitUntil = 0;
  private cancelWait: Cancel | undefined;

  constructor(
    private readonly api: Pick<ApiClient, 'login' | 'request'>,
    private readonly tokens: TokenKeeper,
    private readonly clock: Clock,
  ) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): AccountSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Fetches who one is, if there is a token and it is not known yet. */
  readonly load = (): void => {
    if (!this.busy && this.user === undefined && this.tokens.current() !== undefined) void this.fetchUser();
  };

  /** Asks with the token in hand. */
  async request<T>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Result<T>> {
    const token = this.tokens.current();
    const answer = await this.api.request<T>(method, path, body);
    // An answer to a question of before another sign-in says nothing about the new token.
    if (!answer.ok && SIGN_IN_AGAIN.has(answer.refusal.code) && token === this.tokens.current()) {
      this.expire(answer.refusal.code);
    }
    return answer;
  }

  private readonly signIn = (email: string, password: string): void => {
    void this.trySignIn(email, password);
  };

  private readonly signOut = (): void => {
    this.tokens.forget();
    this.user = undefined;
    this.refusal = undefined;
    this.changed();
  };

  private expire(code: RefusalCode): void {
    this.tokens.forget();
    this.refusal = code;
    this.changed();
  }

  private async trySignIn(email: string, password: string): Promise<void> {
    this.begin();
    const answer = await this.api.login(email.trim(), password);
    this.busy = false;
    if (answer.ok) {
      this.tokens.keep(answer.value.token);
      this.user = answer.value.user;
    } else {
      // To this question "not signed in" can only mean that the name or the password is wrong.
      this.refusal = answer.refusal.code === 'UNAUTHENTICATED' ? 'INVALID_CREDENTIALS' : answer.refusal.code;
      if (this.refusal === 'RATE_LIMITED') this.wait(answer.refusal.retryAfterMs ?? DEFAULT_WAIT_MS);
    }
    this.changed();
  }

  private wait(ms: number): void {
    this.waitUntil = this.clock.now() + ms;
    const tick = (): void => {
      const left = this.waitUntil - this.clock.now();
      if (left > 0) this.cancelWait = this.clock.after(left % SECOND_MS || SECOND_MS, tick);
      else this.refusal = undefined;
      this.changed();
    };
    this.cancelWait?.();
    tick();
  }

  private async fetchUser(): Promise<void> {
    this.begin();
    const token = this.tokens.current();
    const answer = await this.request<User>('GET', '/auth/me');
    this.busy = false;
    if (token === this.tokens.current()) {
      if (answer.ok) this.user = answer.value;
      else this.refusal = answer.refusal.code;
    }
    this.changed();
  }

  private begin(): void {
    this.busy = true;
    this.refusal = undefined;
    this.changed();
  }

  private changed(): void {
    this.store.set(this.describe());
  }

  private describe(): AccountSnapshot {
    const signedIn = this.tokens.current() !== undefined;
    const wait = this.waitUntil - this.clock.now();
    return {
      signedIn,
      busy: this.busy,
      refusal: this.refusal,
      user: this.user,
      waitSeconds: wait > 0 ? Math.ceil(wait / SECOND_MS) : undefined,
      signIn: signedIn || this.busy || wait > 0 ? undefined : this.signIn,
      signOut: signedIn ? this.signOut : undefined,
      reload: signedIn && !this.busy && this.user === undefined ? this.load : undefined,
    };
  }
}
