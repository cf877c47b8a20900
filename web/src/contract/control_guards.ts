// Whatever arrives over the data channel was written by another person's page. What is malformed, too large or unknown is
// treated as if it had not arrived.
import { CONTROL_VERSION, MAX_CHAT_CHARACTERS, type ControlMessage, type ControlSignal, type PeerFacts } from './control';
import type { ParticipantState } from './events';
import { isFields, readCandidateBody, readDescriptionBody, readLinkIds, type Fields } from './guards';

/** A description is the largest thing that is sent; the server takes no larger one either. In UTF-16 units. */
export const MAX_CONTROL_LENGTH = 160 * 1024;
const MAX_ID_LENGTH = 64;
const LIMITATIONS: ReadonlySet<unknown> = new Set<PeerFacts['limitation']>(['none', 'cpu', 'bandwidth']);

export function readControl(data: unknown): ControlMessage | undefined {
  if (typeof data !== 'string' || data.length > MAX_CONTROL_LENGTH) return undefined;
  const message = parse(data);
  if (!isFields(message) || message['v'] !== CONTROL_VERSION) return undefined;
  switch (message['type']) {
    case 'chat':
      return readChat(message);
    case 'chat-ack':
      return isId(message['id']) ? { type: 'chat-ack', id: message['id'] } : undefined;
    case 'facts':
      return readFacts(message['facts']);
    case 'state':
      return readState(message['state']);
    case 'signal':
      return readSignal(message['signal']);
    case 'key-frame':
      return { type: 'key-frame' };
    case 'ping':
    case 'pong':
      return Number.isSafeInteger(message['n']) ? { type: message['type'], n: message['n'] as number } : undefined;
    default:
      return undefined;
  }
}

export function writeControl(message: ControlMessage): string {
  return JSON.stringify({ v: CONTROL_VERSION, ...message });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: not ours.
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH;
}

function readChat({ id, text }: Fields): ControlMessage | undefined {
  if (!isId(id) || typeof text !== 'string' || text.trim() === '') return undefined;
  // A code point is at most two units: the cheap test first.
  if (text.length > 2 * MAX_CHAT_CHARACTERS || Array.from(text).length > MAX_CHAT_CHARACTERS) return undefined;
  return { type: 'chat', id, text };
}

function readFacts(facts: unknown): ControlMessage | undefined {
  if (!isFields(facts)) return undefined;
  // Older pages know nothing of the last one.
  const { hidden, videoPaused, limitation, cameraStuck = false } = facts;
  if (![hidden, videoPaused, cameraStuck].every((fact) => typeof fact === 'boolean')) return undefined;
  if (!LIMITATIONS.has(limitation)) return undefined;
  return { type: 'facts', facts: { hidden, videoPaused, limitation, cameraStuck } as PeerFacts };
}

function readState(state: unknown): ControlMessage | undefined {
  if (!isFields(state)) return undefined;
  const { audio, video, screen } = state;
  if (typeof audio !== 'boolean' || typeof video !== 'boolean' || typeof screen !== 'boolean') return undefined;
  return { type: 'state', state: { audio, video, screen } satisfies ParticipantState };
}

function readSignal(signal: unknown): ControlMessage | undefined {
  const read = isFields(signal) ? readSignalFields(signal) : undefined;
  return read && { type: 'signal', signal: read };
}

function readSignalFields(signal: Fields): ControlSignal | undefined {
  const ids = readLinkIds(signal);
  if (!ids) return undefined;
  switch (signal['event']) {
    case 'offer': {
      const offer = readDescriptionBody('offer', signal['offer']);
      return offer && { event: 'offer', ...ids, offer };
    }
    case 'answer': {
      const answer = readDescriptionBody('answer', signal['answer']);
      return answer && { event: 'answer', ...ids, answer };
    }
    case 'ice-candidate': {
      const candidate = readCandidateBody(signal['candidate']);
      return candidate && { event: 'ice-candidate', ...ids, candidate };
    }
    default:
      return undefined;
  }
}
