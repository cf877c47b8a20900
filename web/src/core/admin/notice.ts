// What was just done, for the line that says so.

export type Notice =
  | { kind: 'session-created'; sessionId: string }
  | { kind: 'session-changed' }
  | { kind: 'user-created'; name: string }
  | { kind: 'user-changed'; name: string }
  | { kind: 'copied' }
  /** The browser did not let us: the link is shown, to be copied by hand. */
  | { kind: 'copy-failed'; link: string };
