// The REST answers this client reads: the `data` of a successful envelope. Times are ISO-8601 UTC strings.
import type { AccessReason } from './codes';

export interface SuccessEnvelope<T> {
  success: true;
  data: T;
}

export interface ErrorBody {
  code: string;
  message: string;
  details?: unknown;
  timestamp?: string;
  requestId?: string;
}

export interface FailureEnvelope {
  success: false;
  error: ErrorBody;
}

export type UserRole = 'client' | 'psychologist' | 'admin';
export type SessionStatus = 'Pending' | 'Confirmed' | 'In Progress' | 'Completed' | 'Cancelled' | 'Declined';
export type SessionType = 'Individual' | 'Group' | 'Assessment';

export interface User {
  id: string;
  name: string;
  email: string;
  role: UserRole;
}

export interface Person {
  id: string;
  name: string;
  email?: string;
}

/** POST /auth/login */
export interface LoginAnswer {
  token: string;
  expiresAt: string;
  user: User;
}

/** One row of GET /sessions. */
export interface SessionRow {
  id: string;
  clientId: string;
  psychologistId: string;
  sessionDate: string;
  sessionType: SessionType;
  status: SessionStatus;
  paymentStatus: string;
  canJoin: boolean;
  reason: AccessReason | null;
  joinFrom: string;
  joinUntil: string;
  client?: Person;
  psychologist?: Person;
}

/** GET /sessions */
export interface SessionList {
  sessions: SessionRow[];
  nextCursor?: string | null;
}

/** GET /video-calls/config */
export interface CallConfigAnswer {
  iceServers: RTCIceServer[];
  iceTransportPolicy: RTCIceTransportPolicy;
}

/** POST /video-calls/generate-room/:sessionId */
export interface GenerateRoomAnswer {
  roomId: string;
  sessionId: string;
  sessionDate: string;
  sessionType: SessionType;
  participants: { client: Person; psychologist: Person };
}

/** GET /video-calls/can-join/:sessionId */
export interface CanJoinAnswer {
  canJoin: boolean;
  reason: AccessReason | null;
  minutesUntilSession: number;
  sessionStatus: SessionStatus;
  paymentStatus: string;
  timeWindow: { allowedFrom: string; allowedUntil: string };
  serverTime: string;
}

/** GET /video-calls/session/:sessionId: the parts this client shows. */
export interface CallSessionAnswer {
  id?: string;
  sessionDate?: string;
  sessionType?: SessionType;
  status?: SessionStatus;
  videoCallStarted?: string | null;
  videoCallEnded?: string | null;
  callDurationSeconds?: number | null;
  client?: Person;
  psychologist?: Person;
  participants?: { client?: Person; psychologist?: Person };
}
