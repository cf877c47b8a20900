// What two pages tell each other directly, over the data channel `callroom` of their peer connection. It works while
// signaling is down, and nothing of it passes a server. Read with readControl (control_guards.ts): the other page is not ours.
import type { ParticipantState, RelayPayloads } from './events';

/** A message of another version, or of a type that is not known, is ignored: newer pages may say more than older ones hear. */
export const CONTROL_VERSION = 1;

/** Both sides open the channel by themselves with this id, so that no round trip is spent on announcing it (RFC 8832). */
export const CONTROL_CHANNEL = { label: 'callroom', id: 0 } as const;

/** Counted in characters as people count them: code points, not UTF-16 units. */
export const MAX_CHAT_CHARACTERS = 2000;

/** Trimmed, and cut to what may be sent. */
export function chatText(text: string): string {
  return Array.from(text.trim()).slice(0, MAX_CHAT_CHARACTERS).join('');
}

/** Facts about one page that only it knows; sent over the data channel whenever they change. */
export interface PeerFacts {
  /** The page is in the background: phones stop the camera then. */
  hidden: boolean;
  /** Our video is paused because of our network. */
  videoPaused: boolean;
  /** What keeps our outgoing video below its best. */
  limitation: 'none' | 'cpu' | 'bandwidth';
  /** Our camera works, but nothing can be made of it that could be sent. */
  cameraStuck: boolean;
}

/** What signaling would relay, when it cannot: the same payload, without an address. */
export type ControlSignal =
  | ({ event: 'offer' } & RelayPayloads['offer'])
  | ({ event: 'answer' } & RelayPayloads['answer'])
  | ({ event: 'ice-candidate' } & RelayPayloads['ice-candidate']);

export type ControlMessage =
  | { type: 'chat'; id: string; text: string }
  | { type: 'chat-ack'; id: string }
  | { type: 'facts'; facts: PeerFacts }
  | { type: 'state'; state: ParticipantState }
  | { type: 'signal'; signal: ControlSignal }
  /** What arrives cannot be shown: asks for a whole picture. RTCP asks for the same, but seldom, and not after every gap. */
  | { type: 'key-frame' }
  /** Asks whether the path between the two works; answered at once by `pong` with the same number. */
  | { type: 'ping'; n: number }
  | { type: 'pong'; n: number };

export type ChatControl = Extract<ControlMessage, { type: 'chat' | 'chat-ack' }>;
