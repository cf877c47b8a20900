// Signing in, and one’s own sessions.
import type { home as english } from '../en/home';
import type { Strings } from '../strings';

export const home: Strings<typeof english> = {
  'signin.title': 'Sign in',
  'signin.email': 'Email address',
  'signin.password': 'Password',
  'signin.submit': 'Sign in',
  'signin.hint': 'If you were sent a link to a session, open that link: it signs you in.',
  'signin.out': 'Sign out',
  'sessions.title': 'Your sessions',
  'sessions.none': 'You have no sessions.',
  'sessions.loading': 'Fetching your sessions…',
  'sessions.join': 'Join',
  'sessions.joinFrom': 'You can join from {time}.',
  'sessions.plain': '{type} session',
};
