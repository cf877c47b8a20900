// All users. The server has no search, so the page fetches them all, page after page, and looks for itself.
import type { RefusalCode } from '../../contract/codes';
import type { User } from '../../contract/rest';
import { SnapshotStore, type Model } from '../model';
import type { AdminApi } from './admin_api';

export interface DirectorySnapshot {
  /** By name; grows while more arrive. undefined until the first page. */
  users: readonly User[] | undefined;
  busy: boolean;
  refusal: RefusalCode | undefined;
  /** undefined while they are being fetched. */
  refresh: (() => void) | undefined;
}

/** 20,000 people: beyond that a page is the wrong tool. */
const MAX_PAGES = 200;

export class Directory implements Model<DirectorySnapshot> {
  private readonly store: SnapshotStore<DirectorySnapshot>;
  private users: readonly User[] | undefined;
  private busy = false;
  private refusal: RefusalCode | undefined;

  constructor(private readonly api: Pick<AdminApi, 'users'>) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): DirectorySnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  readonly refresh = (): void => {
    if (!this.busy) void this.fetchAll();
  };

  /** Shows a new or changed user without asking again. */
  put(user: User): void {
    this.users = byName([...(this.users ?? []).filter(({ id }) => id !== user.id), user]);
    this.changed();
  }

  private async fetchAll(): Promise<void> {
    this.busy = true;
    this.refusal = undefined;
    this.changed();
    const found: User[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const answer = await this.api.users(cursor);
      if (!answer.ok) {
        this.refusal = answer.refusal.code;
        break;
      }
      found.push(...answer.value.users);
      cursor = answer.value.nextCursor ?? undefined;
      // The first time they show as they come; later the old ones stay until the new ones are all there.
      if (cursor === undefined || found.length >= (this.users?.length ?? 0)) this.users = byName(found);
      if (cursor === undefined) break;
      this.changed();
    }
    this.busy = false;
    this.changed();
  }

  private changed(): void {
    this.store.set(this.describe());
  }

  private describe(): DirectorySnapshot {
    const { users, busy, refusal } = this;
    return { users, busy, refusal, refresh: busy ? undefined : this.refresh };
  }
}

function byName(users: readonly User[]): User[] {
  return [...users].sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}
