// As much of WebAudio as a level meter needs.
import type { FakeTrack } from './fake_connection';

export class FakeAudioContext extends EventTarget {
  state: AudioContextState = 'running';
  /** Whether the browser lets it run: before the person pressed something, it may not. */
  allowed = true;
  /** The sample value that the analyser reads, as if the sound were a square wave of this height. */
  amplitude = 0;
  readonly sources: FakeTrack[] = [];

  createMediaStreamSource(stream: { getTracks: () => FakeTrack[] }): { connect: () => void; disconnect: () => void } {
    const [track] = stream.getTracks();
    if (track) this.sources.push(track);
    return { connect: () => {}, disconnect: () => void this.sources.splice(this.sources.indexOf(track!), 1) };
  }

  createAnalyser(): { fftSize: number; getFloatTimeDomainData: (into: Float32Array) => void } {
    return {
      fftSize: 2048,
      getFloatTimeDomainData: (into) => {
        const heard = this.state === 'running' && this.sources.some(({ enabled, readyState }) => enabled && readyState === 'live');
        into.fill(heard ? this.amplitude : 0);
      },
    };
  }

  async resume(): Promise<void> {
    if (this.allowed && this.state === 'suspended') this.state = 'running';
  }

  async close(): Promise<void> {
    this.state = 'closed';
  }
}
