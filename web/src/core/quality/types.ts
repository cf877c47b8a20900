// How good the media path to one other person is: numbers, a level, and a reason in words' reach.

/** 5 is best. */
export type QualityLevel = 1 | 2 | 3 | 4 | 5;

export type QualityReason =
  | 'good'
  /** What we send is lost on the way. */
  | 'loss-out'
  /** What they send is lost on the way. */
  | 'loss-in'
  | 'delay'
  | 'jitter'
  /** Our upload is narrow. */
  | 'bandwidth-out'
  /** Their upload is narrow: they said so over the data channel. */
  | 'bandwidth-in'
  /** Our machine cannot encode fast enough. */
  | 'cpu'
  | 'cpu-theirs'
  /** Nothing arrives at all. */
  | 'no-packets'
  /** Packets arrive, but the picture does not change. */
  | 'frozen';

/** Whose side the reason is on, as far as can be told. */
export type QualitySide = 'mine' | 'theirs' | 'between';

/** One second's figures. `undefined`: the browser does not say. */
export interface QualityNumbers {
  /** Local time, milliseconds. */
  at: number;
  rttMs: number | undefined;
  jitterMs: number | undefined;
  /** Share of packets, 0..1. */
  lossIn: number | undefined;
  lossOut: number | undefined;
  bitrateInKbps: number | undefined;
  bitrateOutKbps: number | undefined;
  /** The browser's estimate of what the upload carries. */
  availableOutKbps: number | undefined;
  frameWidth: number | undefined;
  frameHeight: number | undefined;
  framesPerSecond: number | undefined;
  sentFrameWidth: number | undefined;
  sentFrameHeight: number | undefined;
  sentFramesPerSecond: number | undefined;
  localCandidateType: string | undefined;
  remoteCandidateType: string | undefined;
  protocol: 'udp' | 'tcp' | 'tls' | undefined;
}

/** What is sent of one's own camera: 720p30, 480p, 360p15, nothing. */
export type VideoStep = 'high' | 'medium' | 'low' | 'audio-only';

/** What is to be seen and heard of the other, told apart honestly. */
export type Liveness =
  | 'unknown'
  /** Voice or moving picture. */
  | 'live'
  /** Packets arrive, nobody speaks, no picture is expected. */
  | 'silent'
  | 'frozen'
  | 'stalled'
  /** Their page is in the background. */
  | 'hidden'
  /** Their video is paused by their network. */
  | 'paused'
  /** Their camera works, but their machine cannot send its picture. */
  | 'unsent';

export interface RemoteQuality {
  userId: string;
  level: QualityLevel | undefined;
  side: QualitySide | undefined;
  reason: QualityReason | undefined;
  liveness: Liveness;
}

export interface QualityPoint {
  /** Local time, milliseconds. */
  at: number;
  level: QualityLevel | undefined;
  rttMs: number | undefined;
  lossIn: number | undefined;
  lossOut: number | undefined;
  bitrateInKbps: number | undefined;
  bitrateOutKbps: number | undefined;
}

export interface QualitySnapshot {
  /** The worst of all remotes'; undefined before the first figures. */
  level: QualityLevel | undefined;
  side: QualitySide | undefined;
  reason: QualityReason | undefined;
  /** Of the remote that `level` is about. */
  numbers: QualityNumbers | undefined;
  /** The last two minutes, a point a second, oldest first. */
  history: readonly QualityPoint[];
  remotes: readonly RemoteQuality[];
  step: VideoStep;
  /** Our own video is paused to keep the voice clear. */
  videoPaused: boolean;
  /** Sends video all the same; undefined when it is not paused. */
  sendVideoAnyway: (() => void) | undefined;
  /** Lets the network decide again; undefined when it does. */
  adaptAgain: (() => void) | undefined;
  /** Our own camera works, but nothing can be made of it that could be sent: nobody sees us. */
  cameraStuck: boolean;
  /** Opens it once more; undefined unless it is stuck. */
  restartCamera: (() => void) | undefined;
}

/** The whole call in one look, for the screen after it. */
export interface QualitySummary {
  seconds: number;
  /** Mean of all levels, 1..5; undefined when nothing was measured. */
  averageLevel: number | undefined;
  /** The reason that spoilt the most seconds, if any did. */
  mainReason: QualityReason | undefined;
  side: QualitySide | undefined;
  interruptions: number;
}
