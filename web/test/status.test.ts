import { describe, expect, it } from 'vitest';
import { callStatus, type CallFacts, type RemoteFacts } from '../src/core/call/status';

const here: RemoteFacts = { userName: 'B', presence: 'present', connectionState: 'connected', everConnected: true };
const fresh: RemoteFacts = { ...here, connectionState: 'connecting', everConnected: false };
const joined: CallFacts = { phase: 'active', everJoined: true, joined: true, signalingStopped: undefined, remotes: [] };

describe('the status of a call', () => {
  it.each<[string, Partial<CallFacts>, object]>([
    ['before the join', { everJoined: false, joined: false }, { status: 'connecting', name: undefined }],
    ['alone', {}, { status: 'waiting' }],
    ['first connection', { remotes: [fresh] }, { status: 'connecting', name: 'B' }],
    ['in the call', { remotes: [here] }, { status: 'connected', media: 'flowing' }],
    ['two of three connected', { remotes: [here, fresh] }, { status: 'connected' }],
    ['own signaling lost', { joined: false, remotes: [here] }, { status: 'reconnecting', media: 'flowing' }],
    [
      'media path broken',
      { remotes: [{ ...here, connectionState: 'failed' }] },
      { status: 'reconnecting', media: 'interrupted', name: 'B' },
    ],
    [
      'the other’s signaling lost',
      { remotes: [{ ...here, presence: 'reconnecting' }] },
      { status: 'remote-reconnecting', media: 'flowing', name: 'B' },
    ],
    ['token expired', { joined: false, signalingStopped: 'TOKEN_EXPIRED', remotes: [here] }, { status: 'detached' }],
    ['ended', { phase: 'ended', joined: false }, { status: 'ended' }],
    ['superseded', { phase: 'superseded', signalingStopped: 'SUPERSEDED' }, { status: 'superseded' }],
  ])('%s', (_name, facts, expected) => {
    expect(callStatus({ ...joined, ...facts })).toMatchObject(expected);
  });
});
