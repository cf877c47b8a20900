// An administrator at work on the sessions: the list, the form that is open, and what was just done.
import type { SessionRow } from '../../contract/rest';
import type { HomeEnvironment } from '../home/environment';
import { SnapshotStore, type Model } from '../model';
import { AdminApi } from './admin_api';
import { Directory, type DirectorySnapshot } from './directory';
import type { Notice } from './notice';
import {
  makeChangeSessionForm,
  makeNewSessionForm,
  type ChangeSessionForm,
  type ChangeSessionSnapshot,
  type NewSessionForm,
  type NewSessionSnapshot,
} from './session_forms';
import { makeSessionList, type SessionFilter, type SessionListModel, type SessionListSnapshot } from './session_list';

export interface SessionDeskSnapshot {
  list: SessionListSnapshot;
  setFilter: (filter: SessionFilter) => void;
  /** Whom a new session can be for. */
  directory: DirectorySnapshot;
  /** At most one of the two forms is open. */
  creating: NewSessionSnapshot | undefined;
  changing: ChangeSessionSnapshot | undefined;
  startNew: () => void;
  startChange: (session: SessionRow) => void;
  /** undefined while what was typed is being sent. */
  close: (() => void) | undefined;
  copyLink: (sessionId: string) => void;
  notice: Notice | undefined;
}

export class SessionDesk implements Model<SessionDeskSnapshot> {
  private readonly api: AdminApi;
  private readonly list: SessionListModel;
  private readonly directory: Directory;
  private readonly store: SnapshotStore<SessionDeskSnapshot>;
  private creating: NewSessionForm | undefined;
  private changing: ChangeSessionForm | undefined;
  private notice: Notice | undefined;

  constructor(private readonly environment: Pick<HomeEnvironment, 'requests' | 'serverClock' | 'origin' | 'copy'>) {
    this.api = new AdminApi(environment.requests);
    this.list = makeSessionList(this.api, environment.serverClock.now());
    this.directory = new Directory(this.api);
    this.list.subscribe(this.changed);
    this.directory.subscribe(this.changed);
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): SessionDeskSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    this.list.refresh();
  }

  private readonly startNew = (): void => {
    this.directory.refresh();
    const form = makeNewSessionForm(this.api, this.environment.serverClock.now(), ({ id }) => {
      this.closeWith({ kind: 'session-created', sessionId: id });
      this.list.refresh();
    });
    form.subscribe(this.changed);
    this.creating = form;
    this.notice = undefined;
    this.changed();
  };

  private readonly startChange = (session: SessionRow): void => {
    const form = makeChangeSessionForm(this.api, session, (saved) => {
      this.closeWith({ kind: 'session-changed' });
      this.list.put(saved);
    });
    form.subscribe(this.changed);
    this.changing = form;
    this.notice = undefined;
    this.changed();
  };

  private readonly close = (): void => {
    this.closeWith(undefined);
  };

  private readonly copyLink = (sessionId: string): void => {
    const link = `${this.environment.origin}/call/${sessionId}`;
    this.environment.copy(link).then(
      () => {
        this.tell({ kind: 'copied' });
      },
      () => {
        this.tell({ kind: 'copy-failed', link });
      },
    );
  };

  private closeWith(notice: Notice | undefined): void {
    this.creating = undefined;
    this.changing = undefined;
    this.tell(notice);
  }

  private tell(notice: Notice | undefined): void {
    this.notice = notice;
    this.changed();
  }

  private readonly changed = (): void => {
    this.store.set(this.describe());
  };

  private describe(): SessionDeskSnapshot {
    const creating = this.creating?.snapshot();
    const changing = this.changing?.snapshot();
    const saving = creating?.saving === true || changing?.saving === true;
    return {
      list: this.list.snapshot(),
      setFilter: this.list.setFilter,
      directory: this.directory.snapshot(),
      creating,
      changing,
      startNew: this.startNew,
      startChange: this.startChange,
      close: saving ? undefined : this.close,
      copyLink: this.copyLink,
      notice: this.notice,
    };
  }
}
