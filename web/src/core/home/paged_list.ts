// A list that the server hands out page by page: the first page by a filter, more on demand.
import type { RefusalCode } from '../../contract/codes';
import { SnapshotStore, type Model } from '../model';
import type { Result } from '../result';

export interface Page<Item> {
  items: readonly Item[];
  /** undefined: there are no more. */
  next: string | undefined;
}

export interface PagedListSnapshot<Item, Filter> {
  /** undefined until the first answer. */
  items: readonly Item[] | undefined;
  filter: Filter;
  busy: boolean;
  /** Of the last question; what is shown may be old then. */
  refusal: RefusalCode | undefined;
  /** Asks for the first page again; undefined while an answer is awaited. */
  refresh: (() => void) | undefined;
  /** undefined when there are no more, or an answer is awaited. */
  more: (() => void) | undefined;
}

export class PagedList<Item extends { id: string }, Filter> implements Model<PagedListSnapshot<Item, Filter>> {
  private readonly store: SnapshotStore<PagedListSnapshot<Item, Filter>>;
  private items: readonly Item[] | undefined;
  private next: string | undefined;
  private refusal: RefusalCode | undefined;
  /** Counts the questions, so that an answer to an older one is not taken for the newest. */
  private question = 0;
  private answered = 0;

  constructor(
    private filter: Filter,
    private readonly fetchPage: (filter: Filter, cursor: string | undefined) => Promise<Result<Page<Item>>>,
  ) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): PagedListSnapshot<Item, Filter> => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  readonly refresh = (): void => {
    void this.ask(undefined);
  };

  readonly setFilter = (filter: Filter): void => {
    this.filter = filter;
    this.items = undefined;
    this.next = undefined;
    void this.ask(undefined);
  };

  /** Shows a changed item in its place, or a new one on top. */
  put(item: Item): void {
    const items = this.items ?? [];
    const known = items.some(({ id }) => id === item.id);
    this.items = known ? items.map((other) => (other.id === item.id ? item : other)) : [item, ...items];
    this.changed();
  }

  private readonly more = (): void => {
    void this.ask(this.next);
  };

  private async ask(cursor: string | undefined): Promise<void> {
    this.question += 1;
    const question = this.question;
    this.refusal = undefined;
    this.changed();
    const answer = await this.fetchPage(this.filter, cursor);
    if (question !== this.question) return;
    this.answered = question;
    if (answer.ok) {
      this.items = cursor === undefined ? answer.value.items : [...(this.items ?? []), ...answer.value.items];
      this.next = answer.value.next;
    } else {
      this.refusal = answer.refusal.code;
    }
    this.changed();
  }

  private changed(): void {
    this.store.set(this.describe());
  }

  private describe(): PagedListSnapshot<Item, Filter> {
    const busy = this.question !== this.answered;
    return {
      items: this.items,
      filter: this.filter,
      busy,
      refusal: this.refusal,
      refresh: busy ? undefined : this.refresh,
      more: busy || this.next === undefined ? undefined : this.more,
    };
  }
}
