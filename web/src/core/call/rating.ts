// What somebody thinks of the call, asked when it is over. Nothing is sent by itself: who could not send it presses again.
import type { RefusalCode } from '../../contract/codes';
import type { ApiClient } from '../api';
import { SnapshotStore, type Model } from '../model';

export type Stars = 1 | 2 | 3 | 4 | 5;

export interface RatingSnapshot {
  state: 'idle' | 'sending' | 'sent' | 'failed';
  refusal: RefusalCode | undefined;
  /** undefined while it is being sent, after that, and when there is nothing to rate. */
  submit: ((stars: Stars, comment: string) => void) | undefined;
}

export interface RatingOptions {
  sessionId: string;
  api: Pick<ApiClient, 'rate'>;
  /** Whether there was a call, and this is one of the two whose call it was. */
  asked: () => boolean;
}

export class CallRating implements Model<RatingSnapshot> {
  private readonly store: SnapshotStore<RatingSnapshot>;
  private state: RatingSnapshot['state'] = 'idle';
  private refusal: RefusalCode | undefined;

  constructor(private readonly options: RatingOptions) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): RatingSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** What `asked` says may be another. */
  changed(): void {
    this.store.set(this.describe());
  }

  private readonly submit = (stars: Stars, comment: string): void => {
    if (this.state === 'idle' || this.state === 'failed') void this.send(stars, comment.trim());
  };

  private async send(rating: Stars, comment: string): Promise<void> {
    this.become('sending', undefined);
    const { api, sessionId } = this.options;
    const answer = await api.rate(sessionId, comment === '' ? { rating } : { rating, comment });
    if (answer.ok) this.become('sent', undefined);
    else this.become('failed', answer.refusal.code);
  }

  private become(state: RatingSnapshot['state'], refusal: RefusalCode | undefined): void {
    this.state = state;
    this.refusal = refusal;
    this.changed();
  }

  private describe(): RatingSnapshot {
    const { state, refusal } = this;
    const open = (state === 'idle' || state === 'failed') && this.options.asked();
    return { state, refusal, submit: open ? this.submit : undefined };
  }
}
