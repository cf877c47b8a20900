// What somebody thinks of the call, asked when it is over, and shown when it was said before. Nothing is sent by itself: who could
// not send it presses again; who thinks otherwise later sends another one, which takes the place of the first.
import type { RefusalCode } from '../../contract/codes';
import type { CallSessionAnswer, Rating } from '../../contract/rest';
import type { ApiClient } from '../api';
import { SnapshotStore, type Model } from '../model';

export type Stars = 1 | 2 | 3 | 4 | 5;

export interface GivenRating {
  stars: Stars;
  comment: string;
}

export interface RatingSnapshot {
  /** 'sent': just now. */
  state: 'idle' | 'sending' | 'sent' | 'failed';
  refusal: RefusalCode | undefined;
  /** What the server has, as far as it is known here. */
  given: GivenRating | undefined;
  /** undefined while it is being sent, and when there is nothing to rate. */
  submit: ((stars: Stars, comment: string) => void) | undefined;
}

export interface RatingOptions {
  sessionId: string;
  api: Pick<ApiClient, 'rate' | 'callSession'>;
  /** Whether there was a call, and this is one of the two whose call it was. */
  asked: () => boolean;
}

export class CallRating implements Model<RatingSnapshot> {
  private readonly store: SnapshotStore<RatingSnapshot>;
  private state: RatingSnapshot['state'] = 'idle';
  private refusal: RefusalCode | undefined;
  private given: GivenRating | undefined;

  constructor(private readonly options: RatingOptions) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): RatingSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** What `asked` says may be another. */
  changed(): void {
    this.store.set(this.describe());
  }

  /** Asks for what was given before. Without an answer the question is as for the first time: nothing is lost by that. */
  async load(): Promise<void> {
    if (!this.options.asked()) return;
    const record = await this.options.api.callSession(this.options.sessionId);
    if (record.ok) this.learn(record.value);
  }

  /** What a record says that was asked for anyway. What was entered here meanwhile is newer. */
  learn({ rating }: Pick<CallSessionAnswer, 'rating'>): void {
    if (this.state === 'idle') this.given = rating ? readRating(rating) : undefined;
    this.changed();
  }

  private readonly submit = (stars: Stars, comment: string): void => {
    if (this.state !== 'sending') void this.send(stars, comment.trim());
  };

  private async send(rating: Stars, comment: string): Promise<void> {
    this.become('sending', undefined);
    const { api, sessionId } = this.options;
    const answer = await api.rate(sessionId, comment === '' ? { rating } : { rating, comment });
    if (answer.ok) this.given = { stars: rating, comment };
    if (answer.ok) this.become('sent', undefined);
    else this.become('failed', answer.refusal.code);
  }

  private become(state: RatingSnapshot['state'], refusal: RefusalCode | undefined): void {
    this.state = state;
    this.refusal = refusal;
    this.changed();
  }

  private describe(): RatingSnapshot {
    const { state, refusal, given } = this;
    const open = state !== 'sending' && this.options.asked();
    return { state, refusal, given, submit: open ? this.submit : undefined };
  }
}

function readRating({ rating, comment }: Rating): GivenRating | undefined {
  return isStars(rating) ? { stars: rating, comment: comment ?? '' } : undefined;
}

function isStars(value: number): value is Stars {
  return [1, 2, 3, 4, 5].includes(value);
}
