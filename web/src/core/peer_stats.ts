// One peer connection in figures, for window.__callroom.
import type { Remote } from './call/remote';
import type { RemoteQuality, VideoStep } from './quality/types';

export interface PeerStats {
  userId: string;
  connectionState: string;
  iceConnectionState: string;
  channelState: string;
  iceRestarts: number;
  /** Of their camera. */
  framesDecoded: number;
  frameWidth: number;
  framesPerSecond: number;
  /** Of their screen. */
  screenFramesDecoded: number;
  screenWidth: number;
  /** Of our camera. */
  framesSent: number;
  sentWidth: number;
  sentFramesPerSecond: number;
  /** Sum of squared sample values over time: grows only while sound arrives. */
  audioEnergy: number;
  bytesReceived: number;
  localCandidateType: string | undefined;
  remoteCandidateType: string | undefined;
  /** What is sent of one's own camera. */
  step: VideoStep | undefined;
  level: number | undefined;
  reason: string | undefined;
  liveness: string | undefined;
  /** Their page says that its video is paused by its network. */
  remotePaused: boolean;
}

/** The fields of RTCStats (webrtc-stats, W3C) that are read here; which are there depends on `type`. */
type Entry = Record<string, string | number | boolean | undefined>;

/** undefined when there is no connection. */
export async function readPeerStats(
  remote: Remote,
  quality: RemoteQuality | undefined,
  step: VideoStep | undefined,
): Promise<PeerStats | undefined> {
  const { connection } = remote;
  if (!connection) return undefined;
  const entries = new Map<string, Entry>();
  (await connection.getStats()).forEach((entry: Entry) => entries.set(String(entry['id']), entry));
  const all = [...entries.values()];
  const inbound = all.filter(({ type }) => type === 'inbound-rtp');
  const outbound = all.filter(({ type }) => type === 'outbound-rtp');
  const theirCamera = inbound.find(({ mid }) => mid === remote.mid('camera'));
  const theirScreen = inbound.find(({ mid }) => mid === remote.mid('screen'));
  const ourCamera = outbound.find(({ mid }) => mid === remote.mid('camera'));
  // Firefox has no transport entry.
  const pair =
    entries.get(String(all.find(({ type }) => type === 'transport')?.['selectedCandidatePairId'])) ??
    all.find(({ type, state, nominated }) => type === 'candidate-pair' && state === 'succeeded' && nominated);
  return {
    userId: remote.userId,
    connectionState: connection.connectionState,
    iceConnectionState: connection.iceConnectionState,
    channelState: remote.channelState,
    iceRestarts: remote.iceRestarts,
    framesDecoded: number(theirCamera, 'framesDecoded'),
    frameWidth: number(theirCamera, 'frameWidth'),
    framesPerSecond: number(theirCamera, 'framesPerSecond'),
    screenFramesDecoded: number(theirScreen, 'framesDecoded'),
    screenWidth: number(theirScreen, 'frameWidth'),
    framesSent: number(ourCamera, 'framesSent'),
    sentWidth: number(ourCamera, 'frameWidth'),
    sentFramesPerSecond: number(ourCamera, 'framesPerSecond'),
    audioEnergy: sum(inbound, 'totalAudioEnergy'),
    bytesReceived: sum(inbound, 'bytesReceived'),
    localCandidateType: candidateType(entries, pair?.['localCandidateId']),
    remoteCandidateType: candidateType(entries, pair?.['remoteCandidateId']),
    step,
    level: quality?.level,
    reason: quality?.reason,
    liveness: quality?.liveness,
    remotePaused: remote.facts?.videoPaused ?? false,
  };
}

function number(entry: Entry | undefined, key: string): number {
  return Number(entry?.[key] ?? 0);
}

function sum(entries: readonly Entry[], key: string): number {
  return entries.reduce((total, entry) => total + number(entry, key), 0);
}

function candidateType(entries: ReadonlyMap<string, Entry>, id: Entry[string]): string | undefined {
  const type = entries.get(String(id))?.['candidateType'];
  return type === undefined ? undefined : String(type);
}
