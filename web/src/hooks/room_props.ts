// What the room is drawn from: snapshots and plain values, each under its model's own noun.
import type { CallSnapshot, ChatSnapshot } from '../core/call/types';
import type { LocalMediaSnapshot, ScreenShareSnapshot, VoiceSnapshot } from '../core/media/types';
import type { Model } from '../core/model';
import type { QualitySnapshot } from '../core/quality/types';
import type { RoomSettings } from './use_room_settings';

export interface RoomCall extends CallSnapshot {
  /** Of the call; undefined before its start. */
  elapsedSeconds: number | undefined;
  /** Until the next try to reach the server; undefined while one is under way, or none is needed. */
  retrySeconds: number | undefined;
  /** To be told when a picture of another person is on the screen. */
  remoteFrame: () => void;
}

export interface RoomProps {
  call: RoomCall;
  media: LocalMediaSnapshot;
  /** A model and no snapshot: loudness changes many times a second, and only what shows it should be drawn again. */
  voice: Model<VoiceSnapshot>;
  screen: ScreenShareSnapshot;
  quality: QualitySnapshot;
  chat: ChatSnapshot;
  settings: RoomSettings;
}
