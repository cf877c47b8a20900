// The product’s name, and times.
import type { common as english } from '../en/common';
import type { Strings } from '../strings';

export const common: Strings<typeof english> = {
  'app.name': 'callroom',
  'app.title.call': 'Appel vidéo',
  'app.language': 'Langue',
  'app.skip': 'Aller au contenu',
  'app.loading': 'Chargement…',
  'app.loadFailed': 'Cette partie de la page n’a pas pu être chargée. Vérifiez votre connexion et réessayez.',
  'time.hoursMinutes': '{hours} h {minutes} min',
  'time.minutesSeconds': '{minutes} min {seconds} s',
  'time.seconds': '{seconds} s',
};
