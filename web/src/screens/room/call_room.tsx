import type { Call } from '../../core/call/call';
import type { Clock } from '../../core/clock';
import type { Preferences } from '../../core/preferences';
import type { Visit } from '../../core/visit';
import { useRoom } from '../../hooks/use_room';
import { RoomScreen } from './room_screen';

export interface CallRoomProps {
  call: Call;
  visit: Visit;
  clock: Clock;
  preferences: Preferences;
}

/** The room of a call: its models as props. */
export function CallRoom({ call, visit, clock, preferences }: CallRoomProps) {
  return <RoomScreen {...useRoom(call, visit, clock, preferences)} />;
}
