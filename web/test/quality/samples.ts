// Seconds of a call, made up: good ones, but for what a test says.
import type { LinkSample, MediaFlow } from '../../src/core/quality/stats_reader';
import type { QualityNumbers } from '../../src/core/quality/types';

export function sample(numbers: Partial<QualityNumbers> = {}, flow: Partial<MediaFlow> = {}): LinkSample {
  return {
    numbers: {
      at: 0,
      rttMs: 40,
      jitterMs: 5,
      lossIn: 0,
      lossOut: 0,
      bitrateInKbps: 900,
      bitrateOutKbps: 900,
      availableOutKbps: 3000,
      frameWidth: 1280,
      frameHeight: 720,
      framesPerSecond: 30,
      sentFrameWidth: 1280,
      sentFrameHeight: 720,
      sentFramesPerSecond: 30,
      localCandidateType: 'host',
      remoteCandidateType: 'host',
      protocol: 'udp',
      ...numbers,
    },
    flow: {
      packetsIn: 150,
      packetsLostIn: 0,
      audioPackets: 50,
      videoPackets: 100,
      framesDecoded: 30,
      framesSent: 30,
      framesEncoded: 30,
      cameraFramesPerSecond: 30,
      voicePower: 0.01,
      limitation: 'none',
      cameraTargetKbps: 1700,
      path: 'pair',
      ...flow,
    },
  };
}
