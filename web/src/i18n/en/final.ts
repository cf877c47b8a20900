// After the call.
export const final = {
  'final.duration': 'It lasted {duration}.',
  'final.superseded': 'It goes on there. This window can be closed.',
  'final.left': 'The call goes on without you for as long as the session lasts.',
  'final.rejoin': 'Join again',
  'final.useHere': 'Use this window instead',
  'final.retry': 'Try again',
  'final.home': 'Your sessions',
} as const;
