// window.__callroom: a small documented look inside for end-to-end tests and support. Read-only; nothing of it is sent
// anywhere.
import type { Call } from './call/call';
import type { Heal } from './call/path_mender';
import { readPeerStats, type PeerStats } from './peer_stats';
import type { SocketPort } from './signaling/socket_port';

export const JOIN_PRESSED = 'callroom:join-pressed';
export const FIRST_REMOTE_FRAME = 'callroom:first-remote-frame';

export interface PageStats {
  status: string;
  joinPressedAt: number | undefined;
  firstRemoteFrameAt: number | undefined;
  /** From the press of Join to the first picture of the other on the screen, milliseconds. */
  joinToFirstFrameMs: number | undefined;
  socketId: string | undefined;
  transport: string | undefined;
  peers: PeerStats[];
}

export interface Marks {
  mark(name: string): void;
  time(name: string): number | undefined;
}

export const performanceMarks: Marks = {
  mark(name) {
    performance.clearMarks(name);
    performance.mark(name);
  },
  time: (name) => performance.getEntriesByName(name, 'mark')[0]?.startTime,
};

interface EngineView {
  io?: { engine?: { transport?: { name?: string } } };
}

export class Diagnostics {
  private call: Call | undefined;

  constructor(
    private readonly marks: Marks,
    private readonly socket: SocketPort,
  ) {}

  watch(call: Call): void {
    this.call = call;
  }

  joinPressed(): void {
    this.marks.mark(JOIN_PRESSED);
  }

  /** Only the first picture after the press counts. */
  remoteFrame(): void {
    if (this.marks.time(FIRST_REMOTE_FRAME) === undefined) this.marks.mark(FIRST_REMOTE_FRAME);
  }

  /** Times without a working media path in this call, so far. */
  get heals(): readonly Heal[] {
    return [...(this.call?.heals ?? [])];
  }

  readonly stats = async (): Promise<PageStats> => {
    const { call } = this;
    const pressed = this.marks.time(JOIN_PRESSED);
    const frame = this.marks.time(FIRST_REMOTE_FRAME);
    const quality = call?.quality.snapshot();
    const peers = (call?.others() ?? []).map((remote) =>
      readPeerStats(
        remote,
        quality?.remotes.find(({ userId }) => userId === remote.userId),
        quality?.step,
      ),
    );
    return {
      status: call?.snapshot().status ?? 'lobby',
      joinPressedAt: pressed,
      firstRemoteFrameAt: frame,
      joinToFirstFrameMs: pressed === undefined || frame === undefined ? undefined : frame - pressed,
      socketId: this.socket.id,
      transport: (this.socket as EngineView).io?.engine?.transport?.name,
      peers: (await Promise.all(peers)).filter((one) => one !== undefined),
    };
  };
}
