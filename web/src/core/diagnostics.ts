// window.__callroom: a small documented look inside for end-to-end tests and support. Read-only; nothing of it is sent
// anywhere.
import type { Call } from './call/call';
import type { SocketPort } from './signaling/socket_port';

export const JOIN_PRESSED = 'callroom:join-pressed';
export const FIRST_REMOTE_FRAME = 'callroom:first-remote-frame';

export interface PeerStats {
  userId: string;
  connectionState: string;
  iceConnectionState: string;
  framesDecoded: number;
  framesSent: number;
  frameWidth: number;
  /** Sum of squared sample values over time: grows only while sound arrives. */
  audioEnergy: number;
  bytesReceived: number;
  localCandidateType: string | undefined;
  remoteCandidateType: string | undefined;
}

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

  readonly stats = async (): Promise<PageStats> => {
    const { call } = this;
    const pressed = this.marks.time(JOIN_PRESSED);
    const frame = this.marks.time(FIRST_REMOTE_FRAME);
    const connections = (call?.others() ?? []).flatMap(({ userId, connection }) =>
      connection ? [{ userId, connection }] : [],
    );
    return {
      status: call?.snapshot().status ?? 'lobby',
      joinPressedAt: pressed,
      firstRemoteFrameAt: frame,
      joinToFirstFrameMs: pressed === undefined || frame === undefined ? undefined : frame - pressed,
      socketId: this.socket.id,
      transport: (this.socket as EngineView).io?.engine?.transport?.name,
      peers: await Promise.all(connections.map(({ userId, connection }) => peerStats(userId, connection))),
    };
  };
}

type StatsEntry = Record<string, string | number | undefined>;

async function peerStats(userId: string, connection: RTCPeerConnection): Promise<PeerStats> {
  const stats: PeerStats = {
    userId,
    connectionState: connection.connectionState,
    iceConnectionState: connection.iceConnectionState,
    framesDecoded: 0,
    framesSent: 0,
    frameWidth: 0,
    audioEnergy: 0,
    bytesReceived: 0,
    localCandidateType: undefined,
    remoteCandidateType: undefined,
  };
  const report = await connection.getStats();
  const entries = new Map<string, StatsEntry>();
  report.forEach((entry: StatsEntry) => entries.set(String(entry['id']), entry));
  const number = (entry: StatsEntry, key: string): number => Number(entry[key] ?? 0);
  for (const entry of entries.values()) {
    if (entry['type'] === 'inbound-rtp') {
      stats.bytesReceived += number(entry, 'bytesReceived');
      if (entry['kind'] === 'audio') stats.audioEnergy += number(entry, 'totalAudioEnergy');
      if (entry['kind'] === 'video') {
        stats.framesDecoded += number(entry, 'framesDecoded');
        stats.frameWidth = number(entry, 'frameWidth');
      }
    } else if (entry['type'] === 'outbound-rtp' && entry['kind'] === 'video') {
      stats.framesSent += number(entry, 'framesSent');
    } else if (entry['type'] === 'transport') {
      const pair = entries.get(String(entry['selectedCandidatePairId']));
      stats.localCandidateType = entries.get(String(pair?.['localCandidateId']))?.['candidateType'] as string | undefined;
      stats.remoteCandidateType = entries.get(String(pair?.['remoteCandidateId']))?.['candidateType'] as
        | string
        | undefined;
    }
  }
  return stats;
}
