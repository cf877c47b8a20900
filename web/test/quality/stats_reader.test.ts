import { describe, expect, it } from 'vitest';
import { readCounters, type StatsEntry } from '../../src/core/quality/stats_counters';
import { readSample } from '../../src/core/quality/stats_reader';
import { UNKNOWN_LINES, type MediaLines } from '../../src/core/quality/media_lines';
import { CHROMIUM_CAMERA_OFF, CHROMIUM_FIRST, CHROMIUM_LINES, CHROMIUM_SECOND } from './fixtures/chromium_stats';
import { FIREFOX_FIRST, FIREFOX_LINES, FIREFOX_SECOND } from './fixtures/firefox_stats';

const counters = (entries: readonly StatsEntry[], lines: MediaLines) => readCounters(entries as never, lines);

function between(before: readonly StatsEntry[], now: readonly StatsEntry[], lines: MediaLines = CHROMIUM_LINES) {
  return readSample(counters(before, lines), counters(now, lines), 77);
}

/** The same report with some entries' figures replaced. */
function changed(entries: readonly StatsEntry[], by: Record<string, Record<string, unknown>>): StatsEntry[] {
  return entries.map((entry) => ({ ...entry, ...by[String(entry['id'])] }));
}

const AUDIO_IN = 'IT01A3978475728';
const CAMERA_IN = 'IT01V730161858';

describe('two reports of Chromium', () => {
  it('give the second between them', () => {
    const { numbers, flow } = between(CHROMIUM_FIRST, CHROMIUM_SECOND);
    expect(numbers).toMatchObject({
      at: 77,
      rttMs: 13,
      jitterMs: 5,
      lossIn: 0,
      lossOut: 0,
      localCandidateType: 'host',
      remoteCandidateType: 'host',
      protocol: 'udp',
    });
    // Bytes and headers of voice and picture, in 1.001 s.
    expect(numbers.bitrateInKbps).toBeCloseTo(((3034 + 1400 + 31032 + 1040) * 8) / 1001, 5);
    expect(numbers.availableOutKbps).toBeCloseTo(5859.7, 1);
    expect(flow).toMatchObject({ audioPackets: 50, videoPackets: 40, limitation: 'bandwidth', cameraTargetKbps: 600 });
  });

  it('show the camera, not the shared screen', () => {
    const { numbers } = between(CHROMIUM_FIRST, CHROMIUM_SECOND);
    expect(numbers).toMatchObject({ sentFrameWidth: 320, sentFrameHeight: 180, frameWidth: 480, frameHeight: 270 });
  });

  it('name the pair in use, not one that was nominated before', () => {
    expect(counters(CHROMIUM_SECOND, CHROMIUM_LINES).path).toBe('CPowCWZzbL_5+Wfo2ra');
    const late = changed(CHROMIUM_SECOND, { 'CPVAck7MIJ_sIS2k/0c': { lastPacketReceivedTimestamp: 1795365376650 } });
    expect(counters(late, CHROMIUM_LINES).path).toBe('CPowCWZzbL_5+Wfo2ra');
    const withoutTransport = CHROMIUM_SECOND.filter(({ type }) => type !== 'transport');
    expect(counters(withoutTransport, CHROMIUM_LINES).path).toBe('CPowCWZzbL_5+Wfo2ra');
  });

  it('do not believe what was last said of a camera that is off', () => {
    const stale = changed(CHROMIUM_CAMERA_OFF, { RIV2907036498: { fractionLost: 0.5, timestamp: 1795365382500 } });
    expect(between(stale, changed(stale, {})).numbers.lossOut).toBeUndefined();
    const { numbers, flow } = between(
      changed(stale, { OT01A3404633911: { packetsSent: 759 }, IT01A3978475728: { timestamp: 1795365383778 } }).map(
        (entry) => (entry['type'] === 'inbound-rtp' || entry['type'] === 'outbound-rtp' || entry['type'] === 'candidate-pair'
          ? { ...entry, timestamp: 1795365383778 } : entry),
      ),
      stale,
    );
    expect(numbers.lossOut).toBe(0);
    expect(flow.framesSent).toBe(0);
    expect(numbers.sentFramesPerSecond).toBeUndefined();
  });

  it('weigh what the other page says is lost by what is sent', () => {
    const lossy = changed(CHROMIUM_SECOND, { RIA3404633911: { fractionLost: 0.1 }, RIV2907036498: { fractionLost: 0.2 } });
    // 50 packets of voice, 20 of the camera, 5 of the screen without loss.
    expect(between(CHROMIUM_FIRST, lossy).numbers.lossOut).toBeCloseTo((50 * 0.1 + 20 * 0.2) / 75, 5);
  });

  it('forget a word of the other page that is too old', () => {
    const old = changed(CHROMIUM_SECOND, { RIA3404633911: { fractionLost: 1, timestamp: 1795365376650 - 8001 } });
    expect(between(CHROMIUM_FIRST, old).numbers.lossOut).toBe(0);
  });
});

describe('two reports of Firefox', () => {
  it('give the second between them, by tracks instead of mids', () => {
    const { numbers, flow } = between(FIREFOX_FIRST, FIREFOX_SECOND, FIREFOX_LINES);
    expect(numbers).toMatchObject({
      jitterMs: 21,
      localCandidateType: 'relay',
      remoteCandidateType: 'srflx',
      protocol: 'tcp',
      availableOutKbps: undefined,
      frameWidth: 640,
      frameHeight: 480,
    });
    expect(numbers.lossIn).toBeCloseTo(10 / 160, 5);
    expect(numbers.lossOut).toBeCloseTo((50 * 0.02 + 150 * 0.06) / 200, 5);
    expect(flow).toMatchObject({ audioPackets: 50, videoPackets: 100, framesDecoded: 28, limitation: undefined });
    expect(flow.voicePower).toBeCloseTo(0.01, 5);
  });

  it('tell the round trip by the freshest word of the other page', () => {
    expect(between(FIREFOX_FIRST, FIREFOX_SECOND, FIREFOX_LINES).numbers.rttMs).toBeCloseTo(152, 5);
  });

  it('tell the encoder\'s target by its running sum', () => {
    expect(between(FIREFOX_FIRST, FIREFOX_SECOND, FIREFOX_LINES).flow.cameraTargetKbps).toBeCloseTo(500, 5);
  });
});

describe('a report that cannot be compared', () => {
  it('has no rates when it is the first', () => {
    const { numbers, flow } = readSample(undefined, counters(CHROMIUM_FIRST, CHROMIUM_LINES), 1);
    expect(numbers).toMatchObject({ rttMs: 13, bitrateInKbps: undefined, lossIn: undefined });
    expect(flow.packetsIn).toBeUndefined();
  });

  it('has none when no time has passed: browsers answer from a cache', () => {
    expect(between(CHROMIUM_FIRST, CHROMIUM_FIRST).numbers.bitrateInKbps).toBeUndefined();
  });

  it('counts a stream that began anew from nothing', () => {
    const restarted = changed(CHROMIUM_SECOND, {
      [AUDIO_IN]: { packetsReceived: 20, packetsLost: 5 },
      [CAMERA_IN]: { packetsReceived: 216 },
    });
    const { flow, numbers } = between(changed(CHROMIUM_FIRST, { [AUDIO_IN]: { packetsLost: 9 } }), restarted);
    expect(flow.audioPackets).toBe(20);
    expect(numbers.lossIn).toBeCloseTo(5 / 25, 5);
  });

  it('takes late packets as nothing lost, not as less than nothing', () => {
    const before = changed(CHROMIUM_FIRST, { [AUDIO_IN]: { packetsLost: 7 } });
    expect(between(before, changed(CHROMIUM_SECOND, { [AUDIO_IN]: { packetsLost: 3 } })).numbers.lossIn).toBe(0);
  });

  it('counts a stream that is new', () => {
    const before = CHROMIUM_FIRST.filter(({ id }) => id !== CAMERA_IN);
    expect(between(before, CHROMIUM_SECOND).flow.videoPackets).toBe(256);
  });

  it('reads an empty one as knowing nothing', () => {
    const { numbers, flow } = readSample(counters([], UNKNOWN_LINES), counters([], UNKNOWN_LINES), 1);
    expect(Object.values({ ...numbers, at: undefined, ...flow }).every((value) => value === undefined)).toBe(true);
  });
});
