// The room: status, controls, chat.
import type { call as english } from '../en/call';
import type { Strings } from '../strings';

export const call: Strings<typeof english> = {
  'status.connecting': 'Connecting…',
  'status.connecting.to': 'Connecting to {name}…',
  'status.waiting': 'Waiting for the other person to join',
  'status.connected': 'Connected',
  'status.reconnecting.flowing': 'The connection to the server was lost. You can go on talking; reconnecting…',
  'status.reconnecting.interrupted': 'The connection was lost. Reconnecting…',
  'status.reconnecting.to': 'The connection to {name} was interrupted. Reconnecting…',
  'status.remote-reconnecting.flowing':
    '{name} lost the connection to the server and is coming back. You can go on talking.',
  'status.remote-reconnecting.interrupted': '{name}’s connection was lost, waiting for them…',
  'status.detached':
    'You are no longer signed in. You can go on talking, but the call cannot be renewed if it breaks off. {reason}',
  'status.ended': 'The call has ended',
  'status.left': 'You left the call',
  'status.superseded': 'This call was opened in another window',
  'status.refused': 'You cannot join the call',
  'call.remote': 'Picture of {name}',
  'call.self': 'Your own picture',
  'call.selfOff': 'Camera off',
  'call.you': 'You',
  'call.muted': 'microphone off',
  'call.cameraOff': 'camera off',
  'call.listening': 'Press to hear the other person',
  'call.leave': 'Leave',
  'call.end': 'End for everyone',
  'call.endFailed': 'The call could not be ended: the server did not answer. Please try again.',
  'call.timer': 'Duration of the call',
  'call.controls': 'Call controls',
};
