import type { Remote } from './remote';
import type { RemoteSnapshot } from './types';

export function describeRemote(remote: Remote): RemoteSnapshot {
  return {
    userId: remote.userId,
    userName: remote.userName,
    userRole: remote.userRole,
    stream: remote.stream,
    audio: remote.state.audio,
    video: remote.state.video,
    screen: remote.state.screen ? remote.screenStream : undefined,
    presence: remote.presence,
    connected: remote.connectionState === 'connected',
    facts: remote.facts,
  };
}
