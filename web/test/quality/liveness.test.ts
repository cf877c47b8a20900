import { describe, expect, it } from 'vitest';
import type { PeerFacts } from '../../src/core/call/types';
import { nextLiveness, NO_LIVENESS, type LivenessInput } from '../../src/core/quality/liveness';
import type { Liveness } from '../../src/core/quality/types';
import { sample } from './samples';

const ALL_ON = { audio: true, video: true, screen: false };
const SEEN: PeerFacts = { hidden: false, videoPaused: false, limitation: 'none', cameraStuck: false };

interface Second {
  voice?: boolean;
  packets?: boolean;
  frames?: boolean;
  state?: LivenessInput['state'];
  facts?: PeerFacts | undefined;
  connected?: boolean;
  /** The browser does not count packets, or this is the first report. */
  uncounted?: boolean;
}

/** One entry a second; the liveness after each. */
function watch(seconds: Second[]): Liveness[] {
  let memory = NO_LIVENESS;
  return seconds.map((second, index) => {
    const packets = second.packets ?? true;
    const input: LivenessInput = {
      at: index * 1000,
      connected: second.connected ?? true,
      flow: sample(
        {},
        {
          packetsIn: second.uncounted ? undefined : packets ? 150 : 0,
          framesDecoded: packets && (second.frames ?? true) ? 30 : 0,
          voicePower: packets && second.voice ? 0.01 : 0,
        },
      ).flow,
      state: second.state ?? ALL_ON,
      facts: 'facts' in second ? second.facts : SEEN,
    };
    const next = nextLiveness(memory, input);
    memory = next.memory;
    return next.liveness;
  });
}

const times = (count: number, second: Second): Second[] => Array.from({ length: count }, () => second);
const lastOf = (seconds: Second[]): Liveness | undefined => watch(seconds).at(-1);

const CAMERA_OFF = { audio: true, video: false, screen: false };
const BOTH_OFF = { audio: false, video: false, screen: false };

describe('liveness', () => {
  it.each<[string, Second[], Liveness]>([
    ['a picture that moves', times(3, {}), 'live'],
    ['a voice without a camera', times(3, { state: CAMERA_OFF, frames: false, voice: true }), 'live'],
    ['a voice while the first picture is awaited', times(2, { frames: false, voice: true }), 'live'],
    ['a first picture that is awaited', times(2, { frames: false }), 'unknown'],
    ['nobody speaks and no camera', times(5, { state: CAMERA_OFF, frames: false }), 'silent'],
    ['a muted person without a camera whose page sends nothing', times(9, { state: BOTH_OFF, packets: false }), 'silent'],
    ['a muted person with a camera', times(9, { state: { ...ALL_ON, audio: false } }), 'live'],
    ['voice goes on, the picture stands still', [{}, ...times(3, { frames: false, voice: true })], 'frozen'],
    ['a picture that never comes', times(4, { frames: false }), 'frozen'],
    ['nothing arrives', [{}, ...times(3, { packets: false })], 'stalled'],
    ['nothing has ever arrived', times(4, { packets: false }), 'stalled'],
    ['their page is in the background and the camera stopped', [{}, ...times(3, { frames: false, facts: { ...SEEN, hidden: true } })], 'hidden'],
    ['their phone is locked', [{}, ...times(4, { packets: false, facts: { ...SEEN, hidden: true } })], 'hidden'],
    ['a background page without a camera, silent', times(3, { state: CAMERA_OFF, frames: false, facts: { ...SEEN, hidden: true } }), 'hidden'],
    ['a background page that still sends its picture', times(3, { facts: { ...SEEN, hidden: true } }), 'live'],
    ['their video is paused by their network', times(6, { frames: false, voice: true, facts: { ...SEEN, videoPaused: true } }), 'paused'],
    ['nothing can be made of their camera', times(6, { frames: false, voice: true, facts: { ...SEEN, cameraStuck: true } }), 'unsent'],
    ['nothing can be made of their camera, and their page is in the background', times(6, { frames: false, facts: { ...SEEN, hidden: true, cameraStuck: true } }), 'unsent'],
    ['paused, and then nothing at all', [{}, ...times(3, { packets: false, facts: { ...SEEN, videoPaused: true } })], 'stalled'],
    ['not connected', [{}, { connected: false }], 'unknown'],
    ['their page has said nothing yet', times(3, { facts: undefined }), 'live'],
  ])('%s', (_what, seconds, expected) => {
    expect(lastOf(seconds)).toBe(expected);
  });

  it('takes 2.5 s to call a picture frozen, and no time to call it live again', () => {
    const seconds = [...times(2, {}), ...times(3, { frames: false }), {}];
    expect(watch(seconds)).toEqual(['live', 'live', 'live', 'live', 'frozen', 'live']);
  });

  it('takes more than 2 s to call it stalled', () => {
    expect(watch([{}, ...times(3, { packets: false, state: CAMERA_OFF })])).toEqual(['live', 'silent', 'silent', 'stalled']);
  });

  it('gives a camera that was just turned on the time for its first picture', () => {
    const seconds = [...times(5, { state: CAMERA_OFF, frames: false }), ...times(3, { frames: false })];
    expect(watch(seconds).slice(4)).toEqual(['silent', 'unknown', 'unknown', 'unknown']);
    expect(lastOf([...seconds, { frames: false }])).toBe('frozen');
  });

  it('gives somebody who unmutes the time for the first packet', () => {
    const quiet = times(5, { state: BOTH_OFF, packets: false });
    expect(lastOf([...quiet, { state: CAMERA_OFF, packets: false }])).toBe('silent');
    expect(lastOf([...quiet, ...times(4, { state: CAMERA_OFF, packets: false })])).toBe('stalled');
  });

  it('bridges a pause for breath', () => {
    const quiet = { state: CAMERA_OFF, frames: false };
    expect(watch([{ ...quiet, voice: true }, ...times(3, quiet)])).toEqual(['live', 'live', 'live', 'silent']);
  });

  it('says nothing before there is a figure', () => {
    expect(watch([{ uncounted: true, frames: false }])).toEqual(['unknown']);
  });

  it('starts over after a loss of the connection', () => {
    expect(lastOf([...times(5, {}), { connected: false }, { packets: false, frames: false }])).toBe('unknown');
  });
});
