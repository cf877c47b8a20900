// The golden messages and the lists of codes under contract/ are read by the C++ tests and by these.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRefusalCode, SOCKET_ERROR_CODES } from '../src/contract/codes';
import {
  CLIENT_EVENTS,
  SERVER_EVENTS,
  type Participant,
  type RoomJoined,
  type ServerPayloads,
} from '../src/contract/events';
import { readAck, readCandidate, readDescription } from '../src/contract/guards';

const CONTRACT = join(import.meta.dirname, '../../contract');
const SAMPLES = join(CONTRACT, 'samples');
const EVENTS: ReadonlySet<string> = new Set([...CLIENT_EVENTS, ...SERVER_EVENTS]);

function sample(name: string): unknown {
  return JSON.parse(readFileSync(join(SAMPLES, `${name}.json`), 'utf8'));
}

/** Every field that the type names must be in the sample, with the type's own kind of value. */
function expectFields(value: object, fields: Record<string, 'string' | 'boolean' | 'number' | 'object'>): void {
  for (const [field, type] of Object.entries(fields)) {
    expect(typeof (value as Record<string, unknown>)[field], field).toBe(type);
  }
}

describe.runIf(existsSync(SAMPLES))('golden messages', () => {
  it('are all of events that this client knows', () => {
    for (const file of readdirSync(SAMPLES)) {
      const event = file.replace(/(\.relayed)?\.json$/, '');
      expect(EVENTS.has(event), file).toBe(true);
    }
  });

  it('room-joined', () => {
    const room = sample('room-joined') as RoomJoined;
    expectFields(room, { roomId: 'string', sessionId: 'string', participants: 'object', self: 'object', call: 'object' });
    const self = room.participants.find(({ socketId }) => socketId === room.self.socketId);
    expect(self).toBeDefined();
    for (const participant of room.participants) {
      expectFields(participant, {
        socketId: 'string',
        userId: 'string',
        userName: 'string',
        userRole: 'string',
        connected: 'boolean',
      } satisfies Partial<Record<keyof Participant, 'string' | 'boolean'>>);
      expectFields(participant.state!, { audio: 'boolean', video: 'boolean', screen: 'boolean' });
    }
    expect(Date.parse(room.call!.startedAt!)).not.toBeNaN();
  });

  it('people come, go and return', () => {
    expectFields(sample('user-joined') as object, { socketId: 'string', userId: 'string', userName: 'string' });
    expectFields(sample('user-left') as object, { socketId: 'string', userId: 'string', reason: 'string' });
    expectFields(sample('user-reconnecting') as object, { socketId: 'string', userId: 'string' });
    expectFields(sample('user-reconnected') as object, { socketId: 'string', userId: 'string' });
    const ended = sample('call-ended') as ServerPayloads['call-ended'];
    expectFields(ended, { sessionId: 'string', endedAt: 'string', durationSeconds: 'number', reason: 'string' });
    expectFields(sample('participant-state') as object, { audio: 'boolean', video: 'boolean', from: 'string' });
  });

  it('relayed messages pass the guards once a page’s ids are in them', () => {
    const offer = sample('offer.relayed') as object;
    expect(readDescription('offer', offer), 'of another kind of client').toBeUndefined();
    expect(readDescription('offer', { ...offer, pc: 'p1' })).toMatchObject({ pc: 'p1', description: { type: 'offer' } });
    const candidate = sample('ice-candidate.relayed') as object;
    expect(readCandidate({ ...candidate, pc: 'p1', forPc: 'p2' })).toMatchObject({
      pc: 'p1',
      forPc: 'p2',
      candidate: { sdpMid: '0', sdpMLineIndex: 0 },
    });
  });

  it('an error is read from an ack', () => {
    expect(readAck({ ok: false, error: sample('error') })).toEqual({ ok: false, error: sample('error') });
  });
});

describe('codes', () => {
  it.runIf(existsSync(join(CONTRACT, 'openapi.yaml')))('of the API are all known', () => {
    const text = readFileSync(join(CONTRACT, 'openapi.yaml'), 'utf8');
    const list = /ErrorCode:\s+enum:\s+((?:- [A-Z_]+\s+)+)/.exec(text)?.[1] ?? '';
    const codes = list.match(/[A-Z_]+/g) ?? [];
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => !isRefusalCode(code))).toEqual([]);
  });

  it.runIf(existsSync(join(CONTRACT, 'events.md')))('of the events are all known', () => {
    const text = readFileSync(join(CONTRACT, 'events.md'), 'utf8');
    const codes = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
    expect([...codes].sort()).toEqual([...SOCKET_ERROR_CODES].sort());
  });
});

describe('guards', () => {
  it.each([
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { from: 's', pc: 'p' },
    { from: 's', pc: 'p', offer: null },
    { from: 's', pc: 'p', offer: { type: 'answer', sdp: '' } },
    { from: 's', pc: 'p', offer: { type: 'offer', sdp: 7 } },
    { from: 's', pc: 7, offer: { type: 'offer', sdp: '' } },
    { from: 's', pc: 'x'.repeat(65), offer: { type: 'offer', sdp: '' } },
    { pc: 'p', offer: { type: 'offer', sdp: '' } },
  ])('refuse %j as an offer', (payload) => {
    expect(readDescription('offer', payload)).toBeUndefined();
  });

  it.each([null, { from: 's', pc: 'p', candidate: null }, { from: 's', pc: 'p', candidate: { candidate: 7 } }])(
    'refuse %j as a candidate',
    (payload) => {
      expect(readCandidate(payload)).toBeUndefined();
    },
  );

  it('take an unreadable ack for a no', () => {
    for (const answer of [undefined, null, 'yes', { ok: 'true' }, { ok: false }, { ok: false, error: {} }]) {
      expect(readAck(answer)).toMatchObject({ ok: false, error: { code: 'BAD_ANSWER' } });
    }
  });
});
