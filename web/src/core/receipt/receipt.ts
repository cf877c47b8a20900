// The signed receipt of one call: fetched when it is looked at.
import type { RefusalCode } from '../../contract/codes';
import type { Receipt, ReceiptAnswer } from '../../contract/rest';
import { SnapshotStore, type Model } from '../model';
import type { Requests } from '../requests';

export interface ReceiptSnapshot {
  receipt: Receipt | undefined;
  /** The receipt in the one spelling that `callroom receipt verify` takes. */
  file: string | undefined;
  refusal: RefusalCode | undefined;
  /** undefined while an answer is awaited. */
  load: (() => void) | undefined;
}

export class SessionReceipt implements Model<ReceiptSnapshot> {
  private readonly store: SnapshotStore<ReceiptSnapshot>;

  constructor(
    private readonly requests: Requests,
    private readonly sessionId: string,
  ) {
    this.store = new SnapshotStore({ receipt: undefined, file: undefined, refusal: undefined, load: this.load });
  }

  readonly snapshot = (): ReceiptSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  readonly load = (): void => {
    if (this.snapshot().load !== undefined) void this.fetch();
  };

  private async fetch(): Promise<void> {
    this.store.set({ ...this.snapshot(), refusal: undefined, load: undefined });
    const answer = await this.requests.request<ReceiptAnswer>('GET', `/video-calls/receipt/${this.sessionId}`);
    if (answer.ok) {
      const { receipt } = answer.value;
      this.store.set({ receipt, file: canonicalJson(receipt), refusal: undefined, load: this.load });
    } else {
      this.store.set({ ...this.snapshot(), refusal: answer.refusal.code, load: this.load });
    }
  }
}

/** RFC 8785, which is what JSON.stringify writes once the names are sorted (by UTF-16 units, as sort() does). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
