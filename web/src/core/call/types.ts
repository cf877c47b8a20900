// What the screens see of a call, and what the two pages tell each other directly. Implemented by Call, Chat and Remote.
import type { RefusalCode } from '../../contract/codes';
import type { PeerFacts } from '../../contract/control';
import type { CallStatus } from './status';

export type { PeerFacts };

export interface RemoteSnapshot {
  userId: string;
  userName: string;
  userRole: string;
  /** Camera and microphone. */
  stream: MediaStream | undefined;
  audio: boolean;
  video: boolean;
  /** Their shared screen, with the sound of the shared tab; undefined when they share none. */
  screen: MediaStream | undefined;
  presence: 'present' | 'reconnecting';
  connected: boolean;
  /** undefined until their page has said something over the data channel. */
  facts: PeerFacts | undefined;
}

export interface RetrySnapshot {
  /** How often it has been tried since the loss. */
  attempt: number;
  /** Local time of the next try, milliseconds; undefined while one is under way. */
  nextAt: number | undefined;
  now: () => void;
}

export interface CallSnapshot {
  status: CallStatus;
  media: 'flowing' | 'interrupted';
  /** Whom the status line is about. */
  about: string | undefined;
  self: { userId: string; userName: string; userRole: string } | undefined;
  remotes: readonly RemoteSnapshot[];
  /** Server time of the call's start, milliseconds since the epoch. */
  startedAt: number | undefined;
  durationSeconds: number | undefined;
  refusal: RefusalCode | undefined;
  /** The last action that failed; the person may press again. */
  problem: 'END_FAILED' | undefined;
  /** While the connection to the server is being made again. */
  retry: RetrySnapshot | undefined;
  /** Ends the call for everybody. */
  end: (() => void) | undefined;
  leave: (() => void) | undefined;
}

export interface ChatMessage {
  id: string;
  author: 'self' | { userId: string; userName: string };
  text: string;
  /** Local time, milliseconds: when it was written here, or when it arrived. */
  at: number;
  state: 'waiting' | 'delivered';
}

export interface ChatSnapshot {
  messages: readonly ChatMessage[];
  /** Messages of others since seen() was last called. */
  unread: number;
  /** undefined when there is nobody to write to. The text is trimmed, and cut to MAX_CHAT_CHARACTERS. */
  send: ((text: string) => void) | undefined;
  seen: () => void;
}
