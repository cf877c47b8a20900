// One type per Socket.IO event, and the names in one place.

export const CLIENT_EVENTS = [
  'join-room',
  'offer',
  'answer',
  'ice-candidate',
  'participant-state',
  'leave-room',
  'end-call',
] as const;
export type ClientEvent = (typeof CLIENT_EVENTS)[number];

export const SERVER_EVENTS = [
  'room-joined',
  'user-joined',
  'user-reconnecting',
  'user-reconnected',
  'user-left',
  'offer',
  'answer',
  'ice-candidate',
  'participant-state',
  'call-started',
  'call-ended',
  'error',
] as const;
export type ServerEvent = (typeof SERVER_EVENTS)[number];

export interface ParticipantState {
  audio: boolean;
  video: boolean;
  screen: boolean;
}

/**
 * Fields this client adds beside `offer`, `answer` and `candidate`; the server relays them unchanged.
 * `pc` names the sender's peer connection, `forPc` the receiver's one that is meant, as far as the sender knows it.
 * A page that was reloaded has a new peer connection for the same user: only these ids tell the two apart.
 */
export interface LinkIds {
  pc: string;
  forPc?: string;
  /**
   * The number of the sender's offer that this is; in an answer, of the offer that it answers. Offers may travel by the server
   * and by the data channel: one that was overtaken by a later one is thereby known.
   */
  n?: number;
}

export interface JoinRoomPayload {
  roomId: string;
  sessionId: string;
}

export interface RelayPayloads {
  offer: LinkIds & { offer: RTCSessionDescriptionInit };
  answer: LinkIds & { answer: RTCSessionDescriptionInit };
  'ice-candidate': LinkIds & { candidate: RTCIceCandidateInit };
}
export type RelayEvent = keyof RelayPayloads;

export interface ClientPayloads {
  'join-room': JoinRoomPayload;
  offer: RelayPayloads['offer'] & { to: string; roomId: string };
  answer: RelayPayloads['answer'] & { to: string; roomId: string };
  'ice-candidate': RelayPayloads['ice-candidate'] & { to: string; roomId: string };
  'participant-state': ParticipantState;
  'leave-room': { roomId: string };
  'end-call': { roomId: string };
}

export interface Participant {
  socketId: string;
  userId: string;
  userName: string;
  userRole: string;
  state?: ParticipantState | null;
  /** False while their socket is lost and they may still come back. */
  connected?: boolean;
}

export interface RoomJoined {
  roomId: string;
  sessionId: string;
  participants: Participant[];
  self: { socketId: string };
  call: { status: string; startedAt: string | null } | null;
}

export interface SocketErrorBody {
  code: string;
  message: string;
  details?: { reason?: string } | null;
}

export interface ServerPayloads {
  'room-joined': RoomJoined;
  'user-joined': Omit<Participant, 'state' | 'connected'>;
  'user-reconnecting': { userId: string; socketId: string };
  'user-reconnected': { userId: string; socketId: string };
  'user-left': { socketId: string; userId: string; reason: string };
  // Written by the other page, not by the server: read them only through the guards below.
  offer: unknown;
  answer: unknown;
  'ice-candidate': unknown;
  'participant-state': ParticipantState & { from: string };
  'call-started': { sessionId: string; startedAt: string };
  /** `duration` is in minutes, rounded, as in the session's record. */
  'call-ended': {
    sessionId: string;
    endedAt: string;
    duration?: number | null;
    durationSeconds?: number | null;
    reason: string;
  };
  error: SocketErrorBody;
}

export type Ack = { ok: true } | { ok: false; error: SocketErrorBody };
