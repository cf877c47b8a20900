// A socket dies without a word when its network goes away: the heartbeat would need most of a minute to find out. Where there is
// reason to doubt it, it is asked something, and replaced when no answer comes.
import type { Signaling } from '../signaling/signaling';
import type { OwnTracks } from './own_tracks';

/** A server that can be reached answers within this; past it the socket is not believed any more. */
const SOCKET_ANSWER_MS = 1_500;

export interface SocketCheckOptions {
  signaling: Signaling;
  /** What is asked: the server takes one's own state at any time, and acknowledges it. */
  own: Pick<OwnTracks, 'state'>;
  joined: () => boolean;
}

export class SocketCheck {
  private asking = false;

  constructor(private readonly options: SocketCheckOptions) {}

  async ask(): Promise<void> {
    const { signaling, own, joined } = this.options;
    if (this.asking || !joined() || signaling.state !== 'up') return;
    this.asking = true;
    const ack = await signaling.request('participant-state', own.state, SOCKET_ANSWER_MS);
    this.asking = false;
    if (!ack.ok && ack.error.code === 'SIGNALING_LOST') signaling.renew();
  }
}
