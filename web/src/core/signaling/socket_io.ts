// The one file that names socket.io-client.
import { io } from 'socket.io-client';
import type { SocketPort } from './socket_port';

export type TransportChoice = 'best' | 'polling';

export interface SocketOptions {
  /** 'polling' is for tests and networks that break WebSockets: it never tries one. */
  transport: TransportChoice;
  token: () => string | undefined;
}

/** A WebSocket that a middlebox swallows without an answer is given up after this long. */
const CONNECT_TIMEOUT_MS = 8_000;
/** Quick, and never far apart: most losses are a server restart or a blink of the network. */
const RETRY_FIRST_MS = 250;
const RETRY_MAX_MS = 2_000;

/** A socket that is not connected yet. WebSocket comes first: it saves the round trips of an upgrade. */
export function makeSocket(options: SocketOptions): SocketPort {
  const pollingOnly = options.transport === 'polling';
  const socket = io({
    path: '/socket.io/',
    autoConnect: false,
    forceNew: true,
    transports: pollingOnly ? ['polling'] : ['websocket', 'polling'],
    // Within one attempt: when the WebSocket is refused, polling is tried at once.
    tryAllTransports: !pollingOnly,
    upgrade: !pollingOnly,
    timeout: CONNECT_TIMEOUT_MS,
    reconnectionDelay: RETRY_FIRST_MS,
    reconnectionDelayMax: RETRY_MAX_MS,
    auth: (send: (payload: object) => void) => {
      send({ token: options.token() });
    },
  });
  if (!pollingOnly) {
    // A WebSocket that hangs is not an error to the library, only a timeout: let the next attempt begin with polling.
    socket.io.on('reconnect_attempt', () => {
      const order = socket.io.opts.transports as string[];
      socket.io.opts.transports = [...order].reverse();
    });
  }
  return socket;
}
