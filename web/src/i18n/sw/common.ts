// The product’s name, and times.
import type { common as english } from '../en/common';
import type { Strings } from '../strings';

export const common: Strings<typeof english> = {
  'app.name': 'callroom',
  'app.title.call': 'Simu ya video',
  'app.language': 'Lugha',
  'app.skip': 'Nenda kwenye maudhui',
  'app.loading': 'Inapakia…',
  'app.loadFailed': 'Sehemu hii ya ukurasa haikuweza kupakiwa. Tafadhali angalia muunganisho wako na ujaribu tena.',
  'time.hoursMinutes': 'saa {hours} dak {minutes}',
  'time.minutesSeconds': 'dak {minutes} sek {seconds}',
  'time.seconds': 'sek {seconds}',
};
