// What is to be seen and heard of the other, told apart honestly: a person who says nothing is not a broken connection, and a
// picture that does not move is not a person who sits still.
import type { ParticipantState } from '../../contract/events';
import type { PeerFacts } from '../call/types';
import type { MediaFlow } from './stats_reader';
import type { Liveness } from './types';

export interface LivenessInput {
  /** Local time, milliseconds. */
  at: number;
  connected: boolean;
  /** undefined while not connected. */
  flow: MediaFlow | undefined;
  state: ParticipantState;
  facts: PeerFacts | undefined;
}

/** When each sign of life was last seen, or began to be expected; local times. */
export interface LivenessMemory {
  packetsAt: number | undefined;
  framesAt: number | undefined;
  /** undefined until a voice was heard. */
  voiceAt: number | undefined;
  /** Any picture of the present expectation at all. */
  everFrames: boolean;
  expectedMedia: boolean;
  expectedFrames: boolean;
}

export const NO_LIVENESS: LivenessMemory = {
  packetsAt: undefined,
  framesAt: undefined,
  voiceAt: undefined,
  everFrames: false,
  expectedMedia: false,
  expectedFrames: false,
};

/** Even a narrow link brings a packet of voice every 20 ms to 60 ms: two seconds of nothing are an interruption. */
export const STALLED_AFTER_MS = 2_000;
/** The slowest picture we send on purpose has 15 frames a second; one that waits for a key frame comes within two seconds. */
export const FROZEN_AFTER_MS = 2_500;
/** A pause for breath is not silence. */
const VOICE_LASTS_MS = 2_000;
/** Power of -46 dBFS: above room noise after noise suppression, below quiet speech. A muted microphone sends exact zeros. */
const VOICE_POWER = 0.005 ** 2;

export function nextLiveness(
  before: LivenessMemory,
  input: LivenessInput,
): { memory: LivenessMemory; liveness: Liveness } {
  const { flow, at } = input;
  if (!input.connected) return { memory: NO_LIVENESS, liveness: 'unknown' };
  const memory = remember(before, input);
  // A browser that counts nothing gives nothing to judge by.
  if (flow?.packetsIn === undefined && before.packetsAt === undefined) return { memory, liveness: 'unknown' };
  return { memory, liveness: judge(memory, input, at) };
}

function remember(before: LivenessMemory, { at, flow, state, facts }: LivenessInput): LivenessMemory {
  const expectedFrames = state.video && facts?.videoPaused !== true && facts?.cameraStuck !== true;
  const expectedMedia = state.audio || expectedFrames;
  const framesBegin = expectedFrames && !before.expectedFrames;
  const moved = (flow?.framesDecoded ?? 0) > 0;
  return {
    packetsAt: (flow?.packetsIn ?? 0) > 0 || (expectedMedia && !before.expectedMedia) ? at : (before.packetsAt ?? at),
    framesAt: moved || framesBegin ? at : (before.framesAt ?? at),
    voiceAt: (flow?.voicePower ?? 0) > VOICE_POWER ? at : before.voiceAt,
    everFrames: moved || (before.everFrames && !framesBegin),
    expectedMedia,
    expectedFrames,
  };
}

function judge(memory: LivenessMemory, { state, facts }: LivenessInput, at: number): Liveness {
  const within = (since: number | undefined, ms: number): boolean => since !== undefined && at - since <= ms;
  const hidden = facts?.hidden === true;
  const speaking = within(memory.voiceAt, VOICE_LASTS_MS);
  if (memory.expectedMedia && !within(memory.packetsAt, STALLED_AFTER_MS)) return hidden ? 'hidden' : 'stalled';
  if (state.video && facts?.videoPaused === true) return 'paused';
  if (state.video && facts?.cameraStuck === true) return 'unsent';
  if (memory.expectedFrames) {
    if (!within(memory.framesAt, FROZEN_AFTER_MS)) return hidden ? 'hidden' : 'frozen';
    if (memory.everFrames) return 'live';
    return speaking ? 'live' : 'unknown';
  }
  if (speaking) return 'live';
  return hidden ? 'hidden' : 'silent';
}
