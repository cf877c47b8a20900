// The product’s name, and times.
import type { common as english } from '../en/common';
import type { Strings } from '../strings';

export const common: Strings<typeof english> = {
  'app.name': 'callroom',
  'app.title.call': 'Videollamada',
  'app.language': 'Idioma',
  'app.skip': 'Ir al contenido',
  'app.loading': 'Cargando…',
  'app.loadFailed': 'No se pudo cargar esta parte de la página. Compruebe su conexión y vuelva a intentarlo.',
  'time.hoursMinutes': '{hours} h {minutes} min',
  'time.minutesSeconds': '{minutes} min {seconds} s',
  'time.seconds': '{seconds} s',
};
