// What the quality monitor needs of the call: its links to the others, and whom to tell.
import type { ParticipantState } from '../../contract/events';
import type { PeerFacts } from '../call/types';
import type { Clock } from '../clock';
import type { QualityLevel, QualityNumbers, QualityReason, VideoStep } from './types';

/** One other person's peer connection, as it is now. Made afresh at every look; the monitor tells them apart by `connection`. */
export interface QualityLink {
  readonly userId: string;
  readonly connection: RTCPeerConnection;
  /** undefined until the lines exist. */
  readonly cameraSender: RTCRtpSender | undefined;
  readonly screenSender: RTCRtpSender | undefined;
  /** What their page said over the data channel. */
  readonly facts: PeerFacts | undefined;
  /** What of theirs is turned on, as signaling says. */
  readonly state: ParticipantState;
}

/** What the monitor knows that the other pages should know. */
export type OwnFacts = Pick<PeerFacts, 'videoPaused' | 'limitation' | 'cameraStuck'>;

/** One second of the worst link, for the server's record. */
export interface QualityObservation {
  /** Local time, milliseconds: the end of the second. */
  at: number;
  /** undefined while there is no path to measure. */
  numbers: QualityNumbers | undefined;
  level: QualityLevel;
  reason: QualityReason;
  step: VideoStep;
  /** Nothing arrived in this second although it should have. */
  interrupted: boolean;
}

/** Implemented by QualityReporter. */
export interface QualityReport {
  add(observation: QualityObservation): void;
  /** The call is over: sends what is left, by a request that outlives the page. */
  finish(): void;
}

export interface QualityMonitorOptions {
  clock: Clock;
  /** The links of now: empty while nobody is there. */
  links: () => readonly QualityLink[];
  /** Called when what the others should know about us has changed; never with the same facts twice in a row. */
  setFacts: (facts: OwnFacts) => void;
  /** Asks this person's page for a whole picture of what it sends. */
  askKeyFrame: (userId: string) => void;
  /** Opens our camera anew: what it gives cannot be encoded. */
  restartCamera: () => void;
  /** undefined: nothing is reported. */
  report: QualityReport | undefined;
  /** Whether our own screen is shared now. */
  sharing: () => boolean;
}
