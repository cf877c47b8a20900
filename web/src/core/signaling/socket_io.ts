// The one file that names socket.io-client.
import { io } from 'socket.io-client';
import type { SocketPort, TransportChoice } from './socket_port';

export interface SocketOptions {
  /** 'polling' is for tests and networks that break WebSockets: it never tries one. */
  transport: TransportChoice;
  token: () => string | undefined;
}

/** A WebSocket that a middlebox swallows without an answer is given up after this long, milliseconds. */
const CONNECT_TIMEOUT_MS = 8_000;
/** The first attempts after a loss often go to a network that is just going away: they are not waited for as long. */
const QUICK_TIMEOUT_MS = 3_000;
const QUICK_ATTEMPTS = 2;

/**
 * A socket that is not connected yet. WebSocket comes first: it saves the round trips of an upgrade. When to try again is
 * Signaling's business; with what, is decided here.
 */
export function makeSocket(options: SocketOptions): SocketPort {
  const pollingOnly = options.transport === 'polling';
  const socket = io({
    path: '/socket.io/',
    autoConnect: false,
    forceNew: true,
    reconnection: false,
    transports: pollingOnly ? ['polling'] : ['websocket', 'polling'],
    // Within one attempt: when the WebSocket is refused, polling is tried at once.
    tryAllTransports: !pollingOnly,
    upgrade: !pollingOnly,
    timeout: CONNECT_TIMEOUT_MS,
    auth: (send: (payload: object) => void) => {
      send({ token: options.token() });
    },
  });
  const manager = socket.io;
  let everConnected = false;
  let failures = 0;
  socket.on('connect', () => {
    everConnected = true;
    failures = 0;
  });
  socket.on('connect_error', () => {
    failures += 1;
    // A WebSocket that hangs is not an error to the library, only a timeout: the next attempt begins with the other.
    manager.opts.transports = [...(manager.opts.transports as string[])].reverse();
  });
  const connect = socket.connect.bind(socket);
  socket.connect = () => {
    manager.timeout(everConnected && failures < QUICK_ATTEMPTS ? QUICK_TIMEOUT_MS : CONNECT_TIMEOUT_MS);
    return connect();
  };
  return socket;
}
