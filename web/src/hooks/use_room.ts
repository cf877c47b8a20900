import type { Call } from '../core/call/call';
import type { Clock } from '../core/clock';
import type { Preferences } from '../core/preferences';
import type { Visit } from '../core/visit';
import type { RoomProps } from './room_props';
import { useCall } from './use_call';
import { useCountdown } from './use_countdown';
import { useModel } from './use_model';
import { useRoomSettings } from './use_room_settings';

export function useRoom(call: Call, visit: Visit, clock: Clock, preferences: Preferences): RoomProps {
  const props = useCall(call, visit, clock);
  const retrySeconds = useCountdown(props.retry?.nextAt, clock);
  return {
    call: { ...props, retrySeconds },
    media: useModel(visit.media),
    voice: visit.voice,
    screen: useModel(visit.screen),
    quality: useModel(call.quality),
    chat: useModel(call.chat),
    settings: useRoomSettings(preferences),
  };
}
