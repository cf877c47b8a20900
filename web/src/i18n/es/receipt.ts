// The receipt of a call.
import type { receipt as english } from '../en/receipt';
import type { Strings } from '../strings';

export const receipt: Strings<typeof english> = {
  'receipt.title': 'Comprobante de una llamada',
  'receipt.print': 'Imprimir',
  'receipt.file': 'Descargar el archivo firmado',
  'receipt.back': 'Llamadas anteriores',
  'receipt.notFinal': 'Este comprobante aún no es definitivo: durante 15 minutos tras la llamada puede añadirse algo.',
  'receipt.booked': 'Reservada para',
  'receipt.started': 'Inicio de la llamada',
  'receipt.ended': 'Fin de la llamada',
  'receipt.duration': 'Duración',
  'receipt.bothPresent': 'Ambas personas presentes',
  'receipt.interrupted': 'Interrupciones que notaron ambos dispositivos',
  'receipt.present': 'Presente',
  'receipt.reconnections': 'Regresos tras perder la conexión',
  'receipt.interruptions': 'Interrupciones notadas',
  'receipt.person': 'Número de usuario',
  'receipt.never': 'Nunca',
  'receipt.span': 'De {from} a {until}',
  'receipt.together': '{duration} en total',
  'receipt.zone': 'Todas las horas son de {zone}.',
  'receipt.signed': 'Sesión {session}. Firmado por el servidor con la clave {key}.',
  'receipt.link': 'Comprobante',
  'receipt.longLink': 'Comprobante: {session}',
};
