// The part of a socket.io-client Socket that this client uses. Tests put a scripted one in its place.

export type TransportChoice = 'best' | 'polling';

export interface SocketPort {
  readonly id?: string | undefined;
  readonly connected: boolean;
  /** True when the server kept the old socket for us: same id, missed events replayed. */
  readonly recovered: boolean;
  /** One attempt: `connect` or `connect_error` follows. The port never tries again by itself. */
  connect(): void;
  disconnect(): void;
  on(event: string, listener: (...args: never[]) => void): void;
  emit(event: string, ...args: unknown[]): void;
}

/** What a refused CONNECT carries. */
export interface ConnectError extends Error {
  data?: { code?: string; reason?: string };
}
