// The link a person was sent: /call/<sessionId>#token=<jwt>. A fragment never leaves the browser, so the token is in no
// server's or proxy's log; it is taken out of the address bar before anything else happens.

const SESSION_PATH = /^\/call\/([0-9a-fA-F]{24})\/?$/;
const STORAGE_KEY = 'callroom.token';

export interface PageAddress {
  pathname: string;
  search: string;
  hash: string;
}

export interface TokenStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface PageHistory {
  readonly state: unknown;
  replaceState(data: unknown, unused: string, url: string): void;
}

export function readSessionId(address: Pick<PageAddress, 'pathname'>): string | undefined {
  return SESSION_PATH.exec(address.pathname)?.[1]?.toLowerCase();
}

const RECEIPT_PATH = /^\/receipt\/([0-9a-fA-F]{24})\/?$/;

/** Whose receipt /receipt/<sessionId> asks for. */
export function readReceiptId(address: Pick<PageAddress, 'pathname'>): string | undefined {
  return RECEIPT_PATH.exec(address.pathname)?.[1]?.toLowerCase();
}

/** What an address without a call asks for. */
export type Place = 'home' | 'admin' | 'help';

export function readPlace(address: Pick<PageAddress, 'pathname'>): Place {
  if (/^\/help\/?$/.test(address.pathname)) return 'help';
  return /^\/admin\/?$/.test(address.pathname) ? 'admin' : 'home';
}

/** Keeps the token in memory and in this tab's storage, so that a reload in mid-call still has it. */
export class TokenKeeper {
  private token: string | undefined;

  constructor(private readonly storage: TokenStorage) {}

  /** Takes the token out of the fragment, if there is one, and the fragment out of the address bar. */
  takeFrom(address: PageAddress, history: PageHistory): void {
    const fragment = new URLSearchParams(address.hash.replace(/^#/, ''));
    if (!fragment.has('token')) return;
    history.replaceState(history.state, '', address.pathname + address.search);
    const token = fragment.get('token');
    if (token) this.keep(token);
  }

  current(): string | undefined {
    this.token ??= this.fromStorage();
    return this.token;
  }

  keep(token: string): void {
    this.token = token;
    try {
      this.storage.setItem(STORAGE_KEY, token);
    } catch {
      // Storage may be full or forbidden: the token then lives as long as the page, and a reload asks for it again.
    }
  }

  forget(): void {
    this.token = undefined;
    try {
      this.storage.removeItem(STORAGE_KEY);
    } catch {
      // As above: nothing was stored.
    }
  }

  private fromStorage(): string | undefined {
    try {
      return this.storage.getItem(STORAGE_KEY) ?? undefined;
    } catch {
      return undefined;
    }
  }
}
