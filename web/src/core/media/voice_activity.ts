// How loud a voice is, and whether somebody goes on speaking. Pure: samples and times in, numbers and decisions out.

// Decibels below full scale. A quiet room behind noise suppression is below the first; a raised voice reaches the second.
const SILENT_DBFS = -60;
const LOUD_DBFS = -12;
// Speech at an arm's length from a laptop, after automatic gain, is at -35 to -20 dBFS; a keyboard's clicks are shorter.
const SPEECH_DBFS = -42;

/** Of a level: from here on it counts as speech. */
export const SPEECH_LEVEL = toLevel(SPEECH_DBFS);

/** 0 (silent) to 1 (loud) from samples between -1 and 1, by their root mean square, as loudness is heard: in decibels. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return sum === 0 ? 0 : toLevel(10 * Math.log10(sum / samples.length));
}

function toLevel(dbfs: number): number {
  return Math.min(1, Math.max(0, (dbfs - SILENT_DBFS) / (LOUD_DBFS - SILENT_DBFS)));
}

// Long enough for a word and its pauses, so that a cough or a door is none.
const WINDOW_MS = 1000;
const SPEECH_IN_WINDOW_MS = 600;
// Long enough for a breath, so that the hint does not blink.
const LINGER_MS = 2000;

export class SpeechDetector {
  private heard: { at: number; forMs: number }[] = [];
  private speakingUntil = 0;

  /** `forMs`: how long this level lasted, until `now`. Returns whether the person is speaking. */
  feed(level: number, now: number, forMs: number): boolean {
    this.heard = this.heard.filter(({ at }) => at > now - WINDOW_MS);
    if (level >= SPEECH_LEVEL) {
      this.heard.push({ at: now, forMs });
      const speechMs = this.heard.reduce((sum, heard) => sum + heard.forMs, 0);
      // It takes enough of it to begin; then each further sound keeps it up.
      if (speechMs >= SPEECH_IN_WINDOW_MS || now < this.speakingUntil) this.speakingUntil = now + LINGER_MS;
    }
    return now < this.speakingUntil;
  }

  reset(): void {
    this.heard = [];
    this.speakingUntil = 0;
  }
}
