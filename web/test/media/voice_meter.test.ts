import { beforeEach, describe, expect, it } from 'vitest';
import { LocalMedia } from '../../src/core/media/local_media';
import { levelOf, SPEECH_LEVEL } from '../../src/core/media/voice_activity';
import { VoiceMeter } from '../../src/core/media/voice_meter';
import type { FakeAudioContext } from '../fakes/fake_audio';
import type { FakeTrack } from '../fakes/fake_connection';
import { FakeMachine, HEADSET } from '../fakes/fake_machine';
import { ManualClock, settle } from '../fakes/manual_clock';

const SPEECH = 0.1; // -20 dBFS
const NOISE = 0.002; // -54 dBFS

let machine: FakeMachine;
let clock: ManualClock;
let media: LocalMedia;
let meter: VoiceMeter;

beforeEach(async () => {
  machine = new FakeMachine();
  clock = new ManualClock();
  media = new LocalMedia(machine.environment, clock);
  meter = new VoiceMeter(media, machine.environment, clock);
  await media.start();
});

const microphone = (): FakeTrack => machine.live('audio').at(-1)!;
const context = (): FakeAudioContext => machine.contexts.at(-1)!;
const mute = (): void => media.snapshot().audio.toggle?.();

async function hear(amplitude: number, ms: number): Promise<void> {
  context().amplitude = amplitude;
  await clock.advance(ms);
}

describe('the level of a voice', () => {
  it.each([
    [0, 0],
    [0.0001, 0], // -80 dBFS
    [0.001, 0], // -60 dBFS
    [1, 1],
  ])('of samples of height %d is %d', (height, level) => {
    expect(levelOf(new Float32Array(16).fill(height))).toBeCloseTo(level);
  });

  it('tells speech from a room', () => {
    expect(levelOf(new Float32Array(16).fill(SPEECH))).toBeGreaterThan(SPEECH_LEVEL);
    expect(levelOf(new Float32Array(16).fill(-NOISE))).toBeLessThan(SPEECH_LEVEL);
  });
});

describe('the meter', () => {
  it('does nothing while nobody looks', async () => {
    const pending = clock.pending;
    expect(machine.contexts).toEqual([]);
    const first = meter.subscribe(() => {});
    const second = meter.subscribe(() => {});
    await hear(SPEECH, 100);
    expect(machine.contexts).toHaveLength(1);
    const [clone] = microphone().clones;
    first();
    first();
    expect(clone?.readyState).toBe('live');
    second();
    expect(clone?.readyState).toBe('ended');
    expect(context().state).toBe('closed');
    expect(clock.pending).toBe(pending);
    expect(meter.snapshot()).toEqual({ level: 0, speakingWhileMuted: false });
  });

  it('shows the voice about ten times a second, and tells only of what changed', async () => {
    const shown: number[] = [];
    meter.subscribe(() => shown.push(meter.snapshot().level));
    await hear(SPEECH, 1000);
    expect(shown).toHaveLength(1);
    expect(shown[0]).toBeGreaterThan(0.7);
    await hear(0, 100);
    expect(shown.at(-1)).toBe(0);
  });

  it('hears what is muted for the others', async () => {
    meter.subscribe(() => {});
    mute();
    await hear(SPEECH, 100);
    expect(microphone().enabled).toBe(false);
    expect(meter.snapshot().level).toBeGreaterThan(0);
  });

  it('listens to the microphone that is used, and to none when it is closed', async () => {
    meter.subscribe(() => {});
    const [before] = microphone().clones;
    machine.plug(HEADSET);
    await clock.advance(1000);
    media.snapshot().audio.choose?.(HEADSET.deviceId);
    await settle();
    expect(before?.readyState).toBe('ended');
    await hear(SPEECH, 100);
    expect(meter.snapshot().level).toBeGreaterThan(0);
    const [clone] = microphone().clones;
    media.stop();
    expect(clone?.readyState).toBe('ended');
    expect(meter.snapshot().level).toBe(0);
  });

  it('starts at the first press where the browser wants one', async () => {
    const make = machine.environment.makeAudioContext;
    machine.environment.makeAudioContext = () => {
      const made = make();
      Object.assign(made, { state: 'suspended', allowed: false });
      return made;
    };
    meter.subscribe(() => {});
    await hear(SPEECH, 200);
    expect(meter.snapshot().level).toBe(0);
    context().allowed = true;
    machine.fire('gesture');
    await hear(SPEECH, 200);
    expect(meter.snapshot().level).toBeGreaterThan(0);
  });

  it('is not missed when the browser has no context left', async () => {
    machine.environment.makeAudioContext = () => {
      throw new DOMException('', 'NotSupportedError');
    };
    const unsubscribe = meter.subscribe(() => {});
    await clock.advance(500);
    expect(meter.snapshot().level).toBe(0);
    unsubscribe();
  });
});

describe('speaking while muted', () => {
  beforeEach(() => {
    meter.subscribe(() => {});
  });

  const remarked = (): boolean => meter.snapshot().speakingWhileMuted;

  it('is remarked on after a while, and until two seconds after', async () => {
    mute();
    await hear(SPEECH, 500);
    expect(remarked()).toBe(false);
    await hear(SPEECH, 200);
    expect(remarked()).toBe(true);
    await hear(0, 1900);
    expect(remarked()).toBe(true);
    await hear(0, 200);
    expect(remarked()).toBe(false);
  });

  it('survives the pauses of speech, and its remark does not blink', async () => {
    mute();
    const seen = new Set<boolean>();
    for (let word = 0; word < 3; word += 1) {
      await hear(SPEECH, 300);
      await hear(0, 100);
    }
    for (let word = 0; word < 6; word += 1) {
      await hear(SPEECH, 200);
      await hear(0, 1500);
      seen.add(remarked());
    }
    expect([...seen]).toEqual([true]);
  });

  it('is not a cough, nor the noise of a room', async () => {
    mute();
    for (let cough = 0; cough < 5; cough += 1) {
      await hear(SPEECH, 400);
      expect(remarked()).toBe(false);
      await hear(0, 1000);
    }
    await hear(NOISE, 5000);
    expect(remarked()).toBe(false);
  });

  it('ends when the microphone is turned on, and what was said before muting does not count', async () => {
    mute();
    await hear(SPEECH, 1000);
    mute();
    await hear(SPEECH, 1000);
    expect(remarked()).toBe(false);
    mute();
    await hear(0, 100);
    expect(remarked()).toBe(false);
  });
});
