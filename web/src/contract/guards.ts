// Relayed messages come from another person's page. Anything malformed is treated as if it had not arrived.
import type { Ack, LinkIds } from './events';

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A page's random id is short; anything longer is not ours. */
const MAX_PC_ID_LENGTH = 64;

function readIds(fields: Fields): (LinkIds & { from: string }) | undefined {
  const { from, pc, forPc } = fields;
  if (typeof from !== 'string' || typeof pc !== 'string' || pc === '' || pc.length > MAX_PC_ID_LENGTH) return undefined;
  return typeof forPc === 'string' ? { from, pc, forPc } : { from, pc };
}

export interface RelayedDescription extends LinkIds {
  from: string;
  description: { type: 'offer' | 'answer'; sdp: string };
}

export function readDescription(kind: 'offer' | 'answer', payload: unknown): RelayedDescription | undefined {
  if (!isFields(payload)) return undefined;
  const ids = readIds(payload);
  const body = payload[kind];
  if (!ids || !isFields(body) || body['type'] !== kind || typeof body['sdp'] !== 'string') return undefined;
  return { ...ids, description: { type: kind, sdp: body['sdp'] } };
}

export interface RelayedCandidate extends LinkIds {
  from: string;
  candidate: RTCIceCandidateInit;
}

export function readCandidate(payload: unknown): RelayedCandidate | undefined {
  if (!isFields(payload)) return undefined;
  const ids = readIds(payload);
  const body = payload['candidate'];
  if (!ids || !isFields(body) || typeof body['candidate'] !== 'string') return undefined;
  const candidate: RTCIceCandidateInit = { candidate: body['candidate'] };
  if (typeof body['sdpMid'] === 'string') candidate.sdpMid = body['sdpMid'];
  if (typeof body['sdpMLineIndex'] === 'number') candidate.sdpMLineIndex = body['sdpMLineIndex'];
  if (typeof body['usernameFragment'] === 'string') candidate.usernameFragment = body['usernameFragment'];
  return { ...ids, candidate };
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
