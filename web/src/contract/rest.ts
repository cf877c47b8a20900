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
export type PaymentStatus = 'Pending' | 'Completed' | 'Failed' | 'Refunded' | 'Confirmed' | 'Paid' | 'Verified';

export interface User {
  id: string;
  name: string;
  /** null for a token of an identity provider that names nobody the server knows. */
  email: string | null;
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
  paymentStatus: PaymentStatus;
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

/** Somebody else in the room. */
export interface PresentPerson {
  userId: string;
  userName: string;
  userRole: string;
  /** false while their connection to the server is lost. */
  connected: boolean;
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
  /** Only when canJoin; never the asker. */
  present?: PresentPerson[];
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
  /** The asker's own. */
  rating?: Rating | null;
  /** Both people's; an administrator is told them, and nobody else. */
  ratings?: readonly Rating[];
}

/** GET /users */
export interface UserList {
  users: User[];
  nextCursor: string | null;
}

/** POST /users; PATCH /users/:id takes any part of it. */
export interface NewUser {
  name: string;
  email: string;
  role: UserRole;
  password?: string;
}

/** POST /sessions */
export interface NewSession {
  clientId: string;
  psychologistId: string;
  sessionDate: string;
  sessionType: SessionType;
  status: SessionStatus;
  paymentStatus: PaymentStatus;
}

/** PATCH /sessions/:id */
export type SessionChange = Partial<Omit<NewSession, 'clientId' | 'psychologistId'>>;

/** POST /video-calls/rating/:sessionId; a second one replaces the first. */
export interface NewRating {
  /** 1 to 5. */
  rating: number;
  comment?: string;
}

/** One's own rating of a call. */
export interface Rating {
  /** 1 to 5. */
  rating: number;
  comment: string | null;
  ratedAt: string;
}

/** One row of GET /video-calls/history: a call that has ended. */
export interface HistoryRow {
  sessionId: string;
  sessionDate: string;
  sessionType: SessionType;
  status: SessionStatus;
  participants: { client: Person; psychologist: Person };
  videoCallStarted: string | null;
  videoCallEnded: string | null;
  callDurationSeconds: number | null;
  rating?: Rating | null;
}

export interface TimeSpan {
  from: string;
  until: string;
}

/** What a call was, signed. The client reads it; checking the signature is for `callroom receipt verify`. */
export interface Receipt {
  type: 'callroom-receipt/1';
  sessionId: string;
  sessionType: SessionType;
  sessionDate: string;
  callStarted: string;
  callEnded: string;
  durationSeconds: number;
  participants: {
    userId: string;
    role: UserRole;
    present: TimeSpan[];
    presentSeconds: number;
    reconnections: number;
    interruptions: number;
  }[];
  bothPresent: TimeSpan[];
  bothPresentSeconds: number;
  interruptedForBoth: TimeSpan[];
  final: boolean;
  signature: { alg: 'EdDSA'; kid: string; value: string };
}

/** GET /video-calls/receipt/:sessionId */
export interface ReceiptAnswer {
  receipt: Receipt;
}

/** GET /video-calls/history */
export interface HistoryPage {
  calls: HistoryRow[];
  nextCursor: string | null;
}

export interface LiveParticipant {
  userId: string;
  userName: string;
  userRole: UserRole;
  joinedAt: string;
  /** false while their connection to the server is lost. */
  connected: boolean;
  state: { audio: boolean; video: boolean; screen: boolean };
}

/** A call that somebody is in, or that is in progress. */
export interface LiveCall {
  sessionId: string;
  roomId: string | null;
  sessionDate: string;
  sessionType: SessionType;
  status: SessionStatus;
  /** null while one waits alone. */
  startedAt: string | null;
  client: { id: string; name: string };
  psychologist: { id: string; name: string };
  participants: LiveParticipant[];
}

/** GET /video-calls/live */
export interface LiveCallsAnswer {
  calls: LiveCall[];
}

/** A stretch of a call as one of its pages measured it. Only the first three are required. */
export interface QualitySample {
  /** Server time (ISO-8601) at which the stretch began; a second sample with the same time counts for nothing. */
  at: string;
  /** 1 to 60. */
  seconds: number;
  /** 1 to 5, 5 is best: the worst of the stretch. */
  level: number;
  rttMs?: number;
  jitterMs?: number;
  /** Shares, 0 to 1. */
  lossIn?: number;
  lossOut?: number;
  bitrateInKbps?: number;
  bitrateOutKbps?: number;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  sentFrameWidth?: number;
  sentFrameHeight?: number;
  sentFramesPerSecond?: number;
  localCandidateType?: string;
  remoteCandidateType?: string;
  protocol?: 'udp' | 'tcp' | 'tls';
  /** What kept the level from being higher: lower case and hyphens. */
  reason?: string;
  interruptions?: number;
  step?: 'high' | 'medium' | 'low' | 'audio-only';
}

/** POST /video-calls/quality/:sessionId takes one sample, or up to 60. */
export type QualityReportBody = QualitySample | { samples: QualitySample[] };

/** How many of them were new. */
export interface QualityReportAnswer {
  stored: number;
}
