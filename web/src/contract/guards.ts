// Relayed messages come from another person's page. Anything malformed is treated as if it had not arrived.
import type { Ack, LinkIds } from './events';

export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A page's random id is short; anything longer is not ours. */
const MAX_PC_ID_LENGTH = 64;

export function readLinkIds({ pc, forPc, n }: Fields): LinkIds | undefined {
  if (typeof pc !== 'string' || pc === '' || pc.length > MAX_PC_ID_LENGTH) return undefined;
  const ids: LinkIds = { pc };
  if (typeof forPc === 'string') ids.forPc = forPc;
  if (Number.isSafeInteger(n)) ids.n = n as number;
  return ids;
}

export interface Description<K extends 'offer' | 'answer' = 'offer' | 'answer'> {
  type: K;
  sdp: string;
}

export function readDescriptionBody<K extends 'offer' | 'answer'>(kind: K, body: unknown): Description<K> | undefined {
  if (!isFields(body) || body['type'] !== kind || typeof body['sdp'] !== 'string') return undefined;
  return { type: kind, sdp: body['sdp'] };
}

export function readCandidateBody(body: unknown): RTCIceCandidateInit | undefined {
  if (!isFields(body) || typeof body['candidate'] !== 'string') return undefined;
  const candidate: RTCIceCandidateInit = { candidate: body['candidate'] };
  if (typeof body['sdpMid'] === 'string') candidate.sdpMid = body['sdpMid'];
  if (typeof body['sdpMLineIndex'] === 'number') candidate.sdpMLineIndex = body['sdpMLineIndex'];
  if (typeof body['usernameFragment'] === 'string') candidate.usernameFragment = body['usernameFragment'];
  return candidate;
}

export interface LinkDescription extends LinkIds {
  description: Description;
}

export interface LinkCandidate extends LinkIds {
  candidate: RTCIceCandidateInit;
}

/** `from`: the sender's socket, by the server's word. */
export type Relayed<T> = T & { from: string };

export function readDescription(kind: 'offer' | 'answer', payload: unknown): Relayed<LinkDescription> | undefined {
  if (!isFields(payload) || typeof payload['from'] !== 'string') return undefined;
  const ids = readLinkIds(payload);
  const description = readDescriptionBody(kind, payload[kind]);
  return ids && description && { ...ids, from: payload['from'], description };
}

export function readCandidate(payload: unknown): Relayed<LinkCandidate> | undefined {
  if (!isFields(payload) || typeof payload['from'] !== 'string') return undefined;
  const ids = readLinkIds(payload);
  const candidate = readCandidateBody(payload['candidate']);
  return ids && candidate && { ...ids, from: payload['from'], candidate };
}

/** An ack that is neither a yes nor a readable no counts as a no that may be tried again. */
export function readAck(answer: unknown): Ack {
  if (isFields(answer)) {
    if (answer['ok'] === true) return { ok: true };
    const error = answer['error'];
    if (isFields(error) && typeof error['code'] === 'string') {
      const details = isFields(error['details']) ? error['details'] : undefined;
      const reason = typeof details?.['reason'] === 'string' ? details['reason'] : undefined;
      const message = typeof error['message'] === 'string' ? error['message'] : '';
      return { ok: false, error: { code: error['code'], message, details: reason === undefined ? null : { reason } } };
    }
  }
  return { ok: false, error: { code: 'BAD_ANSWER', message: 'unreadable ack' } };
}
