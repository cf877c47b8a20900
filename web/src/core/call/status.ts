// What to say about a call, from what is known of it. Pure.
import type { RefusalCode } from '../../contract/codes';

export type CallStatus =
  /** Joining, or the first connection to the other is being made. */
  | 'connecting'
  | 'waiting'
  | 'connected'
  /** Our signaling is lost, or the media path to the other broke. */
  | 'reconnecting'
  /** The other's signaling is lost. */
  | 'remote-reconnecting'
  /** Our signaling cannot come back, but the media still flows. */
  | 'detached'
  | 'ended'
  | 'left'
  | 'superseded'
  | 'refused';

export type CallPhase = 'active' | 'ended' | 'left' | 'superseded' | 'refused';

export interface RemoteFacts {
  userName: string;
  presence: 'present' | 'reconnecting';
  connectionState: RTCPeerConnectionState | 'none';
  everConnected: boolean;
}

export interface CallFacts {
  phase: CallPhase;
  everJoined: boolean;
  joined: boolean;
  signalingStopped: RefusalCode | undefined;
  remotes: readonly RemoteFacts[];
}

export interface StatusLine {
  status: CallStatus;
  /** Whether voices and pictures go through at this moment. */
  media: 'flowing' | 'interrupted';
  /** Whom the status is about, when it is about one person. */
  name: string | undefined;
}

export function callStatus(facts: CallFacts): StatusLine {
  const flowing = facts.remotes.some((remote) => remote.connectionState === 'connected');
  const media = flowing ? 'flowing' : 'interrupted';
  const line = (status: CallStatus, about?: RemoteFacts): StatusLine => ({ status, media, name: about?.userName });

  if (facts.phase !== 'active') return line(facts.phase);
  if (facts.signalingStopped !== undefined) return line('detached');
  if (!facts.everJoined) return line('connecting');
  if (!facts.joined) return line('reconnecting');
  if (facts.remotes.length === 0) return line('waiting');

  const lost = facts.remotes.find((remote) => remote.presence === 'reconnecting');
  if (lost) return line('remote-reconnecting', lost);
  const broken = facts.remotes.find((remote) => remote.everConnected && remote.connectionState !== 'connected');
  if (broken) return line('reconnecting', broken);
  if (flowing) return line('connected');
  return line('connecting', facts.remotes[0]);
}
