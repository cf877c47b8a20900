// Can the page reach the server's signaling, and by what? Asked with connections of its own, so that the one the call will use is
// left alone.
import type { Clock } from '../clock';
import type { ConnectError, SocketPort } from '../signaling/socket_port';

export interface SignalingProbeOptions {
  clock: Clock;
  /** A socket that is not connected yet. */
  makeSocket: (transport: 'best' | 'polling') => SocketPort;
}

export interface SignalingFinding {
  tookMs: number;
  transport: 'websocket' | 'polling';
}

/** A WebSocket that a middlebox swallows gives no sign: long-polling is tried beside it. */
const POLLING_AFTER_MS = 2_500;

interface EngineView {
  io?: { engine?: { transport?: { name?: string } } };
}

/** undefined when nothing had connected before `signal` was aborted. Never rejects. */
export function probeSignaling(
  { clock, makeSocket }: SignalingProbeOptions,
  signal: AbortSignal,
): Promise<SignalingFinding | undefined> {
  return new Promise((resolve) => {
    const startedAt = clock.now();
    const sockets: SocketPort[] = [];
    const settle = (finding: SignalingFinding | undefined): void => {
      cancelPolling();
      signal.removeEventListener('abort', aborted);
      for (const socket of sockets) socket.disconnect();
      resolve(finding);
    };
    const aborted = (): void => {
      settle(undefined);
    };
    const attempt = (choice: 'best' | 'polling'): void => {
      const socket = makeSocket(choice);
      sockets.push(socket);
      const reached = (): void => {
        const polling = choice === 'polling' || (socket as EngineView).io?.engine?.transport?.name === 'polling';
        settle({ tookMs: clock.now() - startedAt, transport: polling ? 'polling' : 'websocket' });
      };
      socket.on('connect', reached);
      socket.on('connect_error', (error: ConnectError) => {
        // A refusal in the server's own words has come all the way from it.
        if (error.data?.code !== undefined) reached();
      });
      socket.connect();
    };
    const cancelPolling = clock.after(POLLING_AFTER_MS, () => {
      attempt('polling');
    });
    signal.addEventListener('abort', aborted);
    attempt('best');
  });
}
