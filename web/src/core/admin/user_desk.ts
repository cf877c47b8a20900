// An administrator at work on the users: all of them, the form that is open, and what was just done.
import type { User } from '../../contract/rest';
import type { Requests } from '../requests';
import { SnapshotStore, type Model } from '../model';
import { AdminApi } from './admin_api';
import { Directory, type DirectorySnapshot } from './directory';
import type { Notice } from './notice';
import { makeChangeUserForm, makeNewUserForm, type UserForm, type UserFormSnapshot } from './user_forms';

export interface UserDeskSnapshot {
  directory: DirectorySnapshot;
  /** The form that is open: for a new user, or for its subject. */
  form: UserFormSnapshot | undefined;
  startNew: () => void;
  startChange: (user: User) => void;
  /** undefined while what was typed is being sent. */
  close: (() => void) | undefined;
  notice: Notice | undefined;
}

export class UserDesk implements Model<UserDeskSnapshot> {
  private readonly api: AdminApi;
  private readonly directory: Directory;
  private readonly store: SnapshotStore<UserDeskSnapshot>;
  private form: UserForm | undefined;
  private notice: Notice | undefined;

  constructor(requests: Requests) {
    this.api = new AdminApi(requests);
    this.directory = new Directory(this.api);
    this.directory.subscribe(this.changed);
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): UserDeskSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    this.directory.refresh();
  }

  private readonly startNew = (): void => {
    this.open(makeNewUserForm(this.api, this.saved('user-created')));
  };

  private readonly startChange = (user: User): void => {
    this.open(makeChangeUserForm(this.api, user, this.saved('user-changed')));
  };

  private readonly close = (): void => {
    this.form = undefined;
    this.changed();
  };

  private saved(kind: 'user-created' | 'user-changed'): (user: User) => void {
    return (user) => {
      this.form = undefined;
      this.notice = { kind, name: user.name };
      this.directory.put(user);
    };
  }

  private open(form: UserForm): void {
    form.subscribe(this.changed);
    this.form = form;
    this.notice = undefined;
    this.changed();
  }

  private readonly changed = (): void => {
    this.store.set(this.describe());
  };

  private describe(): UserDeskSnapshot {
    const form = this.form?.snapshot();
    return {
      directory: this.directory.snapshot(),
      form,
      startNew: this.startNew,
      startChange: this.startChange,
      close: form?.saving === true ? undefined : this.close,
      notice: this.notice,
    };
  }
}
