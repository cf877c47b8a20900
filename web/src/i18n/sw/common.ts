// The product’s name, and times.
import type { common as english } from '../en/common';
import type { Strings } from '../strings';

export const common: Strings<typeof english> = {
  'app.name': 'callroom',
  'app.title.call': 'Video call',
  'time.hoursMinutes': '{hours} h {minutes} min',
  'time.minutesSeconds': '{minutes} min {seconds} s',
  'time.seconds': '{seconds} s',
};
