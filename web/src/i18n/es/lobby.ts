// Before the call.
import type { lobby as english } from '../en/lobby';
import type { Strings } from '../strings';

export const lobby: Strings<typeof english> = {
  'lobby.title': 'Ready to join?',
  'lobby.titleRefused': 'You cannot join now',
  'lobby.checking': 'Checking whether you can join…',
  'lobby.open': 'You can join now.',
  'lobby.opensAt': 'You can join from {time}. This page opens the door by itself then.',
  'lobby.join': 'Join the call',
  'lobby.joining': 'Joining…',
  'lobby.refresh': 'Check again',
  'lobby.preview': 'Your camera',
  'lobby.people': '{client} and {psychologist}',
  'lobby.home': 'Your sessions',
  'lobby.receiveOnly': 'You can still join: you will see and hear the other, but they will not see or hear you.',
  'lobby.audioOnly': 'You can still join with sound only.',
  'lobby.videoOnly': 'You can still join with the camera only: they will see you but not hear you.',
};
