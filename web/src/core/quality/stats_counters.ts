// One stats report (W3C webrtc-stats) as the absolute figures that the quality of a call is computed from. Browsers leave out
// what they do not have: everything here may be undefined. Seen: Chromium 156. Firefox writes no `transport` and no
// availableOutgoingBitrate; its candidate pairs have `selected` instead.
import type { MediaLine, MediaLines } from './media_lines';

export type LineName = 'microphone' | 'camera' | 'other';

export interface IncomingStream {
  line: LineName;
  kind: string;
  /** With headers. */
  bytes: number;
  packets: number;
  /** May go down: a packet that was late counts as lost until it comes (RFC 3550, appendix A.3). */
  lost: number;
  jitterSeconds: number | undefined;
  framesDecoded: number | undefined;
  frameWidth: number | undefined;
  frameHeight: number | undefined;
  framesPerSecond: number | undefined;
  /** Sum of squared sample values over time (totalAudioEnergy). */
  audioEnergy: number | undefined;
}

export interface OutgoingStream {
  line: LineName;
  kind: string;
  bytes: number;
  packets: number;
  frameWidth: number | undefined;
  frameHeight: number | undefined;
  framesPerSecond: number | undefined;
  framesSent: number | undefined;
  framesEncoded: number | undefined;
  /** What its camera gives now, frames a second. */
  sourceFramesPerSecond: number | undefined;
  limitation: string | undefined;
  /** What congestion control gives the encoder now, bit/s. */
  targetBitrate: number | undefined;
  /** Sum of the sizes that the encoder was asked for (totalEncodedBytesTarget): tells the same where the target is missing. */
  targetBytes: number | undefined;
  /** What the receiver says of this stream, and when that arrived (the report's time, milliseconds). */
  remote: { at: number; fractionLost: number | undefined; roundTripSeconds: number | undefined } | undefined;
}

export interface StatsCounters {
  /** The report's own time, milliseconds; differences of it are what rates are over. */
  at: number;
  incoming: ReadonlyMap<string, IncomingStream>;
  outgoing: ReadonlyMap<string, OutgoingStream>;
  /** Names the selected candidate pair, as long as it is the same one. */
  path: string | undefined;
  roundTripSeconds: number | undefined;
  availableOutgoingBitrate: number | undefined;
  localCandidateType: string | undefined;
  remoteCandidateType: string | undefined;
  protocol: 'udp' | 'tcp' | 'tls' | undefined;
}

export type StatsEntry = Readonly<Record<string, unknown>>;
type Entries = ReadonlyMap<string, StatsEntry>;

export function readCounters(report: { forEach: RTCStatsReport['forEach'] }, lines: MediaLines): StatsCounters {
  const entries = new Map<string, StatsEntry>();
  report.forEach((entry: StatsEntry) => entries.set(String(entry['id']), entry));
  const incoming = new Map<string, IncomingStream>();
  const outgoing = new Map<string, OutgoingStream>();
  let at = 0;
  for (const [id, entry] of entries) {
    if (entry['type'] === 'inbound-rtp') {
      const line = incomingLine(entry, lines) ?? firstOfItsKind(entry, incoming);
      incoming.set(id, readIncoming(entry, line));
    } else if (entry['type'] === 'outbound-rtp') {
      const line = outgoingLine(entry, entries, lines) ?? firstOfItsKind(entry, outgoing);
      outgoing.set(id, readOutgoing(id, entry, entries, line));
    } else if (entry['type'] !== 'candidate-pair') continue;
    at = Math.max(at, number(entry, 'timestamp') ?? 0);
  }
  return { at, incoming, outgoing, ...readPath(entries) };
}

function readIncoming(entry: StatsEntry, line: LineName): IncomingStream {
  return {
    line,
    kind: text(entry, 'kind') ?? '',
    bytes: (number(entry, 'bytesReceived') ?? 0) + (number(entry, 'headerBytesReceived') ?? 0),
    packets: number(entry, 'packetsReceived') ?? 0,
    lost: number(entry, 'packetsLost') ?? 0,
    jitterSeconds: number(entry, 'jitter'),
    framesDecoded: number(entry, 'framesDecoded'),
    frameWidth: number(entry, 'frameWidth'),
    frameHeight: number(entry, 'frameHeight'),
    framesPerSecond: number(entry, 'framesPerSecond'),
    audioEnergy: number(entry, 'totalAudioEnergy'),
  };
}

function readOutgoing(id: string, entry: StatsEntry, entries: Entries, line: LineName): OutgoingStream {
  const source = entries.get(text(entry, 'mediaSourceId') ?? '');
  return {
    line,
    kind: text(entry, 'kind') ?? '',
    bytes: (number(entry, 'bytesSent') ?? 0) + (number(entry, 'headerBytesSent') ?? 0),
    packets: number(entry, 'packetsSent') ?? 0,
    frameWidth: number(entry, 'frameWidth'),
    frameHeight: number(entry, 'frameHeight'),
    framesPerSecond: number(entry, 'framesPerSecond'),
    framesSent: number(entry, 'framesSent') ?? number(entry, 'framesEncoded'),
    framesEncoded: number(entry, 'framesEncoded'),
    sourceFramesPerSecond: source && number(source, 'framesPerSecond'),
    limitation: text(entry, 'qualityLimitationReason'),
    targetBitrate: number(entry, 'targetBitrate'),
    targetBytes: number(entry, 'totalEncodedBytesTarget'),
    remote: readRemoteInbound(id, entry, entries),
  };
}

function readRemoteInbound(id: string, entry: StatsEntry, entries: Entries): OutgoingStream['remote'] {
  const remote =
    entries.get(text(entry, 'remoteId') ?? '') ??
    [...entries.values()].find((other) => other['type'] === 'remote-inbound-rtp' && other['localId'] === id);
  if (!remote) return undefined;
  return {
    at: number(remote, 'timestamp') ?? 0,
    fractionLost: number(remote, 'fractionLost'),
    roundTripSeconds: number(remote, 'roundTripTime'),
  };
}

function incomingLine(entry: StatsEntry, lines: MediaLines): LineName | undefined {
  return lineOf(entry, lines, text(entry, 'trackIdentifier'), ({ incomingTrack }) => incomingTrack);
}

function outgoingLine(entry: StatsEntry, entries: Entries, lines: MediaLines): LineName | undefined {
  const source = entries.get(text(entry, 'mediaSourceId') ?? '');
  return lineOf(entry, lines, source && text(source, 'trackIdentifier'), ({ outgoingTrack }) => outgoingTrack);
}

// The mid says it all; a report without mids is read by its tracks; undefined when it has neither.
function lineOf(
  entry: StatsEntry,
  lines: MediaLines,
  track: string | undefined,
  trackOf: (line: MediaLine) => string | undefined,
): LineName | undefined {
  const name = personLine(entry);
  const line = lines[name];
  const mid = text(entry, 'mid');
  if (mid !== undefined && line.mid !== undefined) return mid === line.mid ? name : 'other';
  const known = trackOf(line);
  if (track === undefined || known === undefined) return undefined;
  return track === known ? name : 'other';
}

// Streams are listed as their lines were made: a person's own voice and picture before the screen and its sound.
function firstOfItsKind(entry: StatsEntry, earlier: ReadonlyMap<string, { line: LineName }>): LineName {
  const name = personLine(entry);
  return [...earlier.values()].some(({ line }) => line === name) ? 'other' : name;
}

function personLine(entry: StatsEntry): 'microphone' | 'camera' {
  return entry['kind'] === 'audio' ? 'microphone' : 'camera';
}

type Path = Pick<
  StatsCounters,
  'path' | 'roundTripSeconds' | 'availableOutgoingBitrate' | 'localCandidateType' | 'remoteCandidateType' | 'protocol'
>;

function readPath(entries: Entries): Path {
  const pair = selectedPair(entries);
  const local = entries.get((pair && text(pair, 'localCandidateId')) ?? '');
  const remote = entries.get((pair && text(pair, 'remoteCandidateId')) ?? '');
  return {
    path: pair && text(pair, 'id'),
    roundTripSeconds: pair && number(pair, 'currentRoundTripTime'),
    availableOutgoingBitrate: pair && number(pair, 'availableOutgoingBitrate'),
    localCandidateType: local && text(local, 'candidateType'),
    remoteCandidateType: remote && text(remote, 'candidateType'),
    protocol: local && protocolOf(local),
  };
}

// After a change of path several pairs are nominated and succeeded; those left behind stop counting bytes.
function selectedPair(entries: Entries): StatsEntry | undefined {
  const all = [...entries.values()];
  const transport = all.find((entry) => entry['type'] === 'transport' && entry['selectedCandidatePairId'] !== undefined);
  const byTransport = transport && entries.get(text(transport, 'selectedCandidatePairId') ?? '');
  if (byTransport) return byTransport;
  const pairs = all.filter((entry) => entry['type'] === 'candidate-pair');
  const lately = (pair: StatsEntry): number =>
    number(pair, 'lastPacketReceivedTimestamp') ?? number(pair, 'bytesReceived') ?? 0;
  return (
    pairs.find((pair) => pair['selected'] === true) ??
    pairs
      .filter((pair) => pair['nominated'] === true && pair['state'] === 'succeeded')
      .sort((a, b) => lately(b) - lately(a))[0]
  );
}

// A relayed path is as good as the way to the relay: `protocol` is then the one between the relay and the other side.
function protocolOf(candidate: StatsEntry): Path['protocol'] {
  const relayed = candidate['candidateType'] === 'relay';
  const protocol = (relayed ? text(candidate, 'relayProtocol') : undefined) ?? text(candidate, 'protocol');
  return protocol === 'udp' || protocol === 'tcp' || protocol === 'tls' ? protocol : undefined;
}

function number(entry: StatsEntry, key: string): number | undefined {
  const value = entry[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function text(entry: StatsEntry, key: string): string | undefined {
  const value = entry[key];
  return typeof value === 'string' ? value : undefined;
}
