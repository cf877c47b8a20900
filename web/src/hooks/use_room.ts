import type { Call } from '../core/call/call';
import type { Clock } from '../core/clock';
import type { Preferences } from '../core/preferences';
import type { Visit } from '../core/visit';
import type { RoomCall, RoomProps } from './room_props';
import { useCountdown } from './use_countdown';
import { useElapsedSeconds } from './use_elapsed_seconds';
import { useModel } from './use_model';
import { useRoomSettings } from './use_room_settings';

export function useRoom(call: Call, visit: Visit, clock: Clock, preferences: Preferences): RoomProps {
  return {
    call: useRoomCall(call, visit, clock),
    media: useModel(visit.media),
    voice: visit.voice,
    screen: useModel(visit.screen),
    quality: useModel(call.quality),
    chat: useModel(call.chat),
    settings: useRoomSettings(preferences),
  };
}

function useRoomCall(call: Call, visit: Visit, clock: Clock): RoomCall {
  const snapshot = useModel(call);
  return {
    ...snapshot,
    elapsedSeconds: useElapsedSeconds(snapshot.startedAt, clock, visit.serverClock),
    retrySeconds: useCountdown(snapshot.retry?.nextAt, clock),
    remoteFrame: () => {
      visit.diagnostics.remoteFrame();
    },
  };
}
