// The product’s name, and times.
export const common = {
  'app.name': 'callroom',
  'app.title.call': 'Video call',
  'app.language': 'Language',
  'app.skip': 'Skip to the content',
  'app.loading': 'Loading…',
  'app.loadFailed': 'This part of the page could not be loaded. Please check your connection and try again.',
  'time.hoursMinutes': '{hours} h {minutes} min',
  'time.minutesSeconds': '{minutes} min {seconds} s',
  'time.seconds': '{seconds} s',
} as const;
