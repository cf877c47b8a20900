// What may come over the data channel: the guards.
import { describe, expect, it } from 'vitest';
import { chatText, MAX_CHAT_CHARACTERS, type ControlMessage } from '../src/contract/control';
import { MAX_CONTROL_LENGTH, readControl, writeControl } from '../src/contract/control_guards';

const FACTS = { hidden: false, videoPaused: true, limitation: 'cpu', cameraStuck: true } as const;
const OFFER = { type: 'offer', sdp: 'v=0' } as const;

const GOOD: ControlMessage[] = [
  { type: 'chat', id: 'x', text: 'text' },
  { type: 'chat', id: 'x', text: '🙂'.repeat(MAX_CHAT_CHARACTERS) },
  { type: 'chat-ack', id: 'x' },
  { type: 'facts', facts: FACTS },
  { type: 'state', state: { audio: true, video: false, screen: true } },
  { type: 'signal', signal: { event: 'offer', pc: 'p', n: 1, offer: OFFER } },
  { type: 'signal', signal: { event: 'answer', pc: 'p', forPc: 'q', answer: { type: 'answer', sdp: 'v=0' } } },
  { type: 'signal', signal: { event: 'ice-candidate', pc: 'p', candidate: { candidate: 'c', sdpMid: '0' } } },
  { type: 'key-frame' },
  { type: 'ping', n: 1 },
  { type: 'pong', n: 1 },
];

describe('messages from page to page', () => {
  it.each(GOOD)('survive the way: %j', (message) => {
    expect(readControl(writeControl(message))).toEqual(message);
  });

  it.each([
    undefined,
    null,
    7,
    new ArrayBuffer(8),
    '',
    'not json',
    'null',
    '[]',
    '{}',
    JSON.stringify({ v: 2, type: 'ping', n: 1 }),
    JSON.stringify({ type: 'ping', n: 1 }),
    ...[
      { type: 'unheard-of' },
      { type: 'ping', n: 'x' },
      { type: 'ping', n: 1.5 },
      { type: 'chat', id: '', text: 'x' },
      { type: 'chat', id: 'x'.repeat(65), text: 'x' },
      { type: 'chat', id: 'x', text: '  ' },
      { type: 'chat', id: 'x', text: 7 },
      { type: 'chat', id: 'x', text: 'x'.repeat(MAX_CHAT_CHARACTERS + 1) },
      { type: 'chat-ack' },
      { type: 'facts', facts: { ...FACTS, limitation: 'gravity' } },
      { type: 'facts', facts: { ...FACTS, hidden: 1 } },
      { type: 'facts', facts: { ...FACTS, cameraStuck: 1 } },
      { type: 'state', state: { audio: true, video: true } },
      { type: 'state' },
      { type: 'signal' },
      { type: 'signal', signal: { event: 'offer', offer: OFFER } },
      { type: 'signal', signal: { event: 'offer', pc: 'p', offer: { ...OFFER, type: 'answer' } } },
      { type: 'signal', signal: { event: 'answer', pc: 'p' } },
      { type: 'signal', signal: { event: 'ice-candidate', pc: 'p', candidate: 7 } },
      { type: 'signal', signal: { event: 'end-call', pc: 'p' } },
    ].map((message) => JSON.stringify({ v: 1, ...message })),
  ])('are ignored when they make no sense: %j', (data) => {
    expect(readControl(data)).toBeUndefined();
  });

  it('are ignored when they are too large, before anything is made of them', () => {
    const offer = { type: 'offer', sdp: 'x'.repeat(MAX_CONTROL_LENGTH) } as const;
    expect(readControl(writeControl({ type: 'signal', signal: { event: 'offer', pc: 'p', offer } }))).toBeUndefined();
  });

  it('of a page that knows less of itself are heard, too', () => {
    const older = { hidden: false, videoPaused: true, limitation: 'cpu' };
    const heard = readControl(JSON.stringify({ v: 1, type: 'facts', facts: older }));
    expect(heard).toEqual({ type: 'facts', facts: { ...older, cameraStuck: false } });
  });

  it('carry nothing but what is known', () => {
    const facts = { ...FACTS, extra: 'x' };
    expect(readControl(writeControl({ type: 'facts', facts }))).toEqual({ type: 'facts', facts: FACTS });
  });
});

it('a text is trimmed and cut between characters', () => {
  expect(chatText('  hello  ')).toBe('hello');
  const cut = chatText('🙂'.repeat(MAX_CHAT_CHARACTERS + 1));
  expect(cut).toBe('🙂'.repeat(MAX_CHAT_CHARACTERS));
});
