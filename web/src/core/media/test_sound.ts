// The sound that a person plays to learn which speaker is used: two soft tones, a fifth apart, made on the spot.

interface Tone {
  hertz: number;
  /** Seconds from the beginning. */
  at: number;
}

const TONES: readonly Tone[] = [
  { hertz: 523.25, at: 0 }, // C5
  { hertz: 783.99, at: 0.22 }, // G5
];
const TONE_SECONDS = 0.6;
const LOUDNESS = 0.25;
// Without a rise it clicks; exponential ramps cannot reach zero.
const RISE_SECONDS = 0.02;
const SILENCE = 0.0001;

/** Resolves when the sound is over. Call it from a press, or the browser may not play it. */
export async function playTwoTones(speakerId: string): Promise<void> {
  const context = new AudioContext();
  try {
    await context.resume();
    // Over an element, because not every browser that can send an element to a speaker can send a context there.
    const destination = context.createMediaStreamDestination();
    const element = new Audio();
    element.srcObject = destination.stream;
    if (speakerId !== '') await element.setSinkId(speakerId);
    await element.play();
    await Promise.all(TONES.map((tone) => playTone(context, destination, tone)));
    element.srcObject = null;
  } finally {
    await context.close();
  }
}

function playTone(context: AudioContext, destination: AudioNode, { hertz, at }: Tone): Promise<void> {
  const from = context.currentTime + at;
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(SILENCE, from);
  gain.gain.exponentialRampToValueAtTime(LOUDNESS, from + RISE_SECONDS);
  gain.gain.exponentialRampToValueAtTime(SILENCE, from + TONE_SECONDS);
  oscillator.connect(gain).connect(destination);
  oscillator.start(from);
  oscillator.stop(from + TONE_SECONDS);
  return new Promise((resolve) => {
    oscillator.onended = () => {
      resolve();
    };
  });
}
