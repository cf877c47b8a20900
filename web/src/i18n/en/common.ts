// The product’s name, and times.
export const common = {
  'app.name': 'callroom',
  'app.title.call': 'Video call',
  'time.hoursMinutes': '{hours} h {minutes} min',
  'time.minutesSeconds': '{minutes} min {seconds} s',
  'time.seconds': '{seconds} s',
} as const;
