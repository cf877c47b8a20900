// A scripted server: one room, as far as the contract goes, and sockets to it that can be cut.
import type { SocketPort } from '../../src/core/signaling/socket_port';

type Listener = (...args: never[]) => void;
interface Relayed {
  event: string;
  from: string;
  to: string;
  payload: Record<string, unknown>;
}

export const ROOM = { roomId: 'room-1', sessionId: '0'.repeat(24) };
export const STARTED_AT = '2030-01-01T10:00:00.000Z';

export class FakeSocket implements SocketPort {
  id: string | undefined;
  connected = false;
  recovered = false;
  attempts = 0;
  /** This socket's own way to the server is gone: attempts fail, and it does not answer, whether or not it has noticed. */
  blocked = false;
  readonly sent: { event: string; payload: unknown }[] = [];
  failsAtOnce = false;
  private connecting = false;
  private readonly listeners = new Map<string, Listener[]>();

  constructor(
    readonly userId: string,
    private readonly room: FakeRoom,
  ) {}

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  connect(): void {
    this.attempts += 1;
    this.connecting = true;
    if (!this.room.up || this.blocked) {
      // As ECONNREFUSED or a missing route does; otherwise the attempt hangs until refuse() or unblock().
      if (this.failsAtOnce) void Promise.resolve().then(() => { this.refuse(); });
      return;
    }
    this.connecting = false;
    this.id = this.room.nextId();
    this.connected = true;
    this.room.sockets.add(this);
    this.fire('connect');
  }

  disconnect(): void {
    const was = this.connected;
    this.connecting = false;
    this.lose();
    if (was) this.fire('disconnect', 'io client disconnect');
  }

  emit(event: string, payload: unknown, ack?: (answer: unknown) => void): void {
    this.sent.push({ event, payload });
    if (this.connected && !this.blocked) this.room.handle(this, event, payload as Record<string, unknown>, ack);
  }

  /** From the server, or from the library. */
  fire(event: string, ...args: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...(args as never[]));
  }

  /** The connection breaks; the server sees it, too. */
  cut(reason = 'transport close'): void {
    this.lose();
    this.fire('disconnect', reason);
  }

  /** The connection breaks, and attempts to make it again fail until unblock(). */
  block(): void {
    this.blocked = true;
    this.cut();
  }

  /** The way is free again, and the attempt that is under way, if any, succeeds. */
  unblock(): void {
    this.blocked = false;
    if (this.connecting) this.connect();
  }

  /** The attempt that is under way fails, as it does when the library says so. */
  refuse(data?: { code: string; reason?: string }): void {
    if (this.connected) return;
    this.connecting = false;
    this.fire('connect_error', Object.assign(new Error('refused'), data && { data }));
  }

  private lose(): void {
    if (!this.connected) return;
    this.connected = false;
    this.room.sockets.delete(this);
    this.room.lost(this);
    this.id = undefined;
  }
}

export class FakeRoom {
  up = true;
  readonly sockets = new Set<FakeSocket>();
  readonly relayed: Relayed[] = [];
  /** What join-room answers instead of letting in. */
  refusal: { code: string; message: string; details?: { reason: string } } | undefined;
  startedAt: string | null = STARTED_AT;
  /** Of everybody. */
  role = 'client';
  private readonly members = new Map<string, string>();
  private ids = 0;

  nextId(): string {
    this.ids += 1;
    return `s${String(this.ids)}`;
  }

  handle(socket: FakeSocket, event: string, payload: Record<string, unknown>, ack?: (answer: unknown) => void): void {
    switch (event) {
      case 'join-room':
        if (this.refusal) ack?.({ ok: false, error: this.refusal });
        else this.join(socket, ack);
        break;
      case 'offer':
      case 'answer':
      case 'ice-candidate':
        this.relay(socket, event, payload);
        break;
      case 'participant-state':
        this.others(socket, event, { from: socket.id, ...payload });
        ack?.({ ok: true });
        break;
      case 'leave-room':
        this.members.delete(socket.userId);
        this.others(socket, 'user-left', { socketId: socket.id, userId: socket.userId, reason: 'left' });
        break;
      case 'end-call':
        ack?.({ ok: true });
        for (const other of [...this.sockets]) {
          other.fire('call-ended', { ...ROOM, endedAt: STARTED_AT, duration: 1, durationSeconds: 75, reason: 'ended' });
        }
        break;
      default:
        throw new Error(`unknown event ${event}`);
    }
  }

  lost(socket: FakeSocket): void {
    if (this.members.get(socket.userId) !== socket.id) return;
    this.others(socket, 'user-reconnecting', { userId: socket.userId, socketId: socket.id });
  }

  /** SIGKILL: every connection breaks at once, and nothing of the room is remembered. */
  kill(): void {
    this.up = false;
    this.members.clear();
    for (const socket of [...this.sockets]) socket.cut();
  }

  private join(socket: FakeSocket, ack?: (answer: unknown) => void): void {
    const known = this.members.get(socket.userId);
    const old = [...this.sockets].find((other) => other.id === known && other !== socket);
    this.members.set(socket.userId, socket.id!);
    if (old) {
      old.fire('error', { code: 'SUPERSEDED', message: '' });
      old.cut('io server disconnect');
    }
    if (known === undefined) this.others(socket, 'user-joined', this.person(socket.userId, socket.id!));
    else this.others(socket, 'user-reconnected', { userId: socket.userId, socketId: socket.id });
    ack?.({ ok: true });
    const participants = [...this.members].map(([userId, socketId]) => ({
      ...this.person(userId, socketId),
      state: { audio: true, video: true, screen: false },
      connected: [...this.sockets].some(({ id }) => id === socketId),
    }));
    socket.fire('room-joined', {
      ...ROOM,
      participants,
      self: { socketId: socket.id },
      call: { status: 'in-progress', startedAt: this.startedAt },
    });
  }

  private relay(socket: FakeSocket, event: string, payload: Record<string, unknown>): void {
    const { to, ...rest } = payload as { to: string };
    this.relayed.push({ event, from: socket.userId, to, payload });
    const target = [...this.sockets].find(({ id }) => id === to);
    // As over a network: what is sent now arrives later.
    if (target) void Promise.resolve().then(() => { target.fire(event, { ...rest, from: socket.id }); });
  }

  private others(socket: FakeSocket, event: string, payload: unknown): void {
    for (const other of [...this.sockets]) {
      if (other !== socket && this.members.get(other.userId) === other.id) other.fire(event, payload);
    }
  }

  private person(userId: string, socketId: string): Record<string, string> {
    return { socketId, userId, userName: `Name of ${userId}`, userRole: this.role };
  }
}
