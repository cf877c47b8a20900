// The page without a link: sign in, then one's own sessions. Also where a call's page goes that has no token.
import type { RefusalCode } from '../contract/codes';
import type { SessionRow } from '../contract/rest';
import type { ApiClient } from './api';
import { SnapshotStore, type Model } from './model';
import type { TokenKeeper } from './link';

export interface AccountSnapshot {
  signedIn: boolean;
  busy: boolean;
  refusal: RefusalCode | undefined;
  /** undefined until they have been fetched. */
  sessions: readonly SessionRow[] | undefined;
  /** undefined while an answer is awaited. */
  signIn: ((email: string, password: string) => void) | undefined;
  signOut: (() => void) | undefined;
  refresh: (() => void) | undefined;
}

const SIGN_IN_AGAIN: ReadonlySet<RefusalCode> = new Set(['UNAUTHENTICATED', 'TOKEN_EXPIRED']);

export class Account implements Model<AccountSnapshot> {
  private readonly store: SnapshotStore<AccountSnapshot>;
  private busy = false;
  private refusal: RefusalCode | undefined;
  private sessions: readonly SessionRow[] | undefined;

  constructor(
    private readonly api: Pick<ApiClient, 'login' | 'sessions'>,
    private readonly tokens: TokenKeeper,
  ) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): AccountSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  readonly refresh = (): void => {
    void this.fetchSessions();
  };

  private readonly signIn = (email: string, password: string): void => {
    void this.trySignIn(email, password);
  };

  private readonly signOut = (): void => {
    this.tokens.forget();
    this.sessions = undefined;
    this.refusal = undefined;
    this.changed();
  };

  private async trySignIn(email: string, password: string): Promise<void> {
    this.begin();
    const answer = await this.api.login(email.trim(), password);
    this.busy = false;
    if (answer.ok) {
      this.tokens.keep(answer.value.token);
    } else {
      // To this question "not signed in" can only mean that the name or the password is wrong.
      this.refusal = answer.refusal.code === 'UNAUTHENTICATED' ? 'INVALID_CREDENTIALS' : answer.refusal.code;
    }
    this.changed();
  }

  private async fetchSessions(): Promise<void> {
    if (this.busy || this.tokens.current() === undefined) return;
    this.begin();
    const answer = await this.api.sessions();
    this.busy = false;
    if (answer.ok) {
      this.sessions = answer.value;
    } else {
      this.refusal = answer.refusal.code;
      if (SIGN_IN_AGAIN.has(answer.refusal.code)) this.tokens.forget();
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
    return {
      signedIn,
      busy: this.busy,
      refusal: this.refusal,
      sessions: this.sessions,
      signIn: signedIn || this.busy ? undefined : this.signIn,
      signOut: signedIn ? this.signOut : undefined,
      refresh: this.busy ? undefined : this.refresh,
    };
  }
}
