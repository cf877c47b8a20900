// Two stats reports of one connection, a second apart, as what happened between them.
import type { IncomingStream, OutgoingStream, StatsCounters } from './stats_counters';
import type { QualityNumbers } from './types';

/** What flowed between two reports. `undefined`: the browser does not say, or there is no earlier report. */
export interface MediaFlow {
  /** Packets of all incoming streams; the share lost over several seconds is computed from sums, not from shares. */
  packetsIn: number | undefined;
  packetsLostIn: number | undefined;
  audioPackets: number | undefined;
  videoPackets: number | undefined;
  framesDecoded: number | undefined;
  framesSent: number | undefined;
  framesEncoded: number | undefined;
  /** What the camera gives now, whatever becomes of it. */
  cameraFramesPerSecond: number | undefined;
  /** Mean power of the other's voice, 0..1: the square of the level. */
  voicePower: number | undefined;
  /** RTCOutboundRtpStreamStats.qualityLimitationReason of the camera. */
  limitation: 'none' | 'cpu' | 'bandwidth' | 'other' | undefined;
  /** What congestion control gives the camera's encoder. */
  cameraTargetKbps: number | undefined;
  /** Names the way the packets take. */
  path: string | undefined;
}

export interface LinkSample {
  numbers: QualityNumbers;
  flow: MediaFlow;
}

/**
 * How old the receiver's last word may be. RFC 3550 section 6.2 has a report every 5 s at least; Chromium sends one a second for
 * video and every 5 s, give or take half of it, for audio. What an encoding that was switched off said last stays in the stats for ever.
 */
const REMOTE_REPORT_GOOD_FOR_MS = 8_000;

/** `at`: local time, milliseconds. `before` is undefined for the first report. */
export function readSample(before: StatsCounters | undefined, now: StatsCounters, at: number): LinkSample {
  const seconds = before && now.at > before.at ? (now.at - before.at) / 1000 : undefined;
  const incoming = [...now.incoming.entries()];
  const outgoing = [...now.outgoing.values()];
  const camera = outgoing.find(({ line }) => line === 'camera');
  const seen = incoming.map(([, stream]) => stream).find(({ line }) => line === 'camera');
  const heard = incoming.map(([, stream]) => stream).find(({ line }) => line === 'microphone');

  const arrived = (pick: (stream: IncomingStream) => number | undefined, of = anyStream): number | undefined =>
    seconds === undefined ? undefined : sumGrowth(before?.incoming, now.incoming, pick, of);
  const left = (pick: (stream: OutgoingStream) => number | undefined, of = anyStream): number | undefined =>
    seconds === undefined ? undefined : sumGrowth(before?.outgoing, now.outgoing, pick, of);
  const kbps = (bytes: number | undefined): number | undefined =>
    bytes === undefined || seconds === undefined ? undefined : (bytes * 8) / 1000 / seconds;

  const packetsIn = arrived(({ packets }) => packets);
  const packetsLostIn = seconds === undefined ? undefined : lostGrowth(before, now);
  const energy = arrived(({ audioEnergy }) => audioEnergy, ofLine('microphone'));
  return {
    numbers: {
      at,
      rttMs: milliseconds(now.roundTripSeconds ?? freshRoundTrip(now)),
      // The voice's: a picture that comes in bursts of packets has a larger one without any harm.
      jitterMs: milliseconds(heard?.jitterSeconds ?? seen?.jitterSeconds),
      lossIn: share(packetsLostIn, packetsIn),
      lossOut: lossOut(before, now),
      bitrateInKbps: kbps(arrived(({ bytes }) => bytes)),
      bitrateOutKbps: kbps(left(({ bytes }) => bytes)),
      availableOutKbps: now.availableOutgoingBitrate === undefined ? undefined : now.availableOutgoingBitrate / 1000,
      frameWidth: seen?.frameWidth,
      frameHeight: seen?.frameHeight,
      framesPerSecond: seen?.framesPerSecond,
      sentFrameWidth: camera?.frameWidth,
      sentFrameHeight: camera?.frameHeight,
      sentFramesPerSecond: camera?.framesPerSecond,
      localCandidateType: now.localCandidateType,
      remoteCandidateType: now.remoteCandidateType,
      protocol: now.protocol,
    },
    flow: {
      packetsIn,
      packetsLostIn,
      audioPackets: arrived(({ packets }) => packets, ofLine('microphone')),
      videoPackets: arrived(({ packets }) => packets, ofLine('camera')),
      framesDecoded: arrived(({ framesDecoded }) => framesDecoded, ofLine('camera')),
      framesSent: left(({ framesSent }) => framesSent, ofLine('camera')),
      framesEncoded: left(({ framesEncoded }) => framesEncoded, ofLine('camera')),
      cameraFramesPerSecond: camera?.sourceFramesPerSecond,
      voicePower: energy === undefined || seconds === undefined ? undefined : energy / seconds,
      limitation: limitationOf(camera),
      cameraTargetKbps:
        camera?.targetBitrate === undefined
          ? positive(kbps(left(({ targetBytes }) => targetBytes, ofLine('camera'))))
          : camera.targetBitrate / 1000,
      path: now.path,
    },
  };
}

type AnyStream = Pick<IncomingStream, 'line'>;
type StreamFilter = (stream: AnyStream) => boolean;
const anyStream: StreamFilter = () => true;
const ofLine =
  (line: IncomingStream['line']): StreamFilter =>
  (stream) =>
    stream.line === line;

/** undefined when no stream has the figure at all. A stream that is new, or began anew, has grown by all that it has. */
function sumGrowth<S extends AnyStream>(
  before: ReadonlyMap<string, S> | undefined,
  now: ReadonlyMap<string, S>,
  pick: (stream: S) => number | undefined,
  of: StreamFilter,
): number | undefined {
  let sum: number | undefined;
  for (const [id, stream] of now) {
    const value = of(stream) ? pick(stream) : undefined;
    if (value === undefined) continue;
    const old = before?.get(id);
    const growth = value - ((old && pick(old)) ?? 0);
    sum = (sum ?? 0) + (growth < 0 ? value : growth);
  }
  return sum;
}

// Late packets take back what was counted as lost before: over the interval nothing is lost then, not less than nothing.
function lostGrowth(before: StatsCounters | undefined, now: StatsCounters): number {
  let sum = 0;
  for (const [id, { lost, packets }] of now.incoming) {
    const old = before?.incoming.get(id);
    const beganAnew = old !== undefined && packets < old.packets;
    sum += Math.max(0, lost - (beganAnew ? 0 : (old?.lost ?? 0)));
  }
  return sum;
}

// Weighed by what each stream sends: 50 packets of voice count for less than 200 of video, as they do on the way.
function lossOut(before: StatsCounters | undefined, now: StatsCounters): number | undefined {
  let weights = 0;
  let lost = 0;
  for (const [id, { remote, packets }] of now.outgoing) {
    const sent = Math.max(0, packets - (before?.outgoing.get(id)?.packets ?? 0));
    if (remote?.fractionLost === undefined || !isFresh(remote.at, now) || sent === 0) continue;
    weights += sent;
    lost += sent * remote.fractionLost;
  }
  return weights === 0 ? undefined : clampShare(lost / weights);
}

function freshRoundTrip(now: StatsCounters): number | undefined {
  const fresh = [...now.outgoing.values()].flatMap(({ remote }) =>
    remote?.roundTripSeconds !== undefined && isFresh(remote.at, now) ? [remote] : [],
  );
  return fresh.sort((a, b) => b.at - a.at)[0]?.roundTripSeconds;
}

function isFresh(at: number, now: StatsCounters): boolean {
  return now.at - at <= REMOTE_REPORT_GOOD_FOR_MS;
}

function limitationOf(camera: OutgoingStream | undefined): MediaFlow['limitation'] {
  switch (camera?.limitation) {
    case 'none':
    case 'cpu':
    case 'bandwidth':
    case 'other':
      return camera.limitation;
    default:
      return undefined;
  }
}

function share(lost: number | undefined, arrived: number | undefined): number | undefined {
  if (lost === undefined || arrived === undefined || lost + arrived === 0) return undefined;
  return clampShare(lost / (lost + arrived));
}

function clampShare(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}

// Chromium writes a total of 0 where it does not count: that is no target of 0.
function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
