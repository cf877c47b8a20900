// The receipt of a call.
import type { receipt as english } from '../en/receipt';
import type { Strings } from '../strings';

export const receipt: Strings<typeof english> = {
  'receipt.title': 'Reçu d’un appel',
  'receipt.print': 'Imprimer',
  'receipt.file': 'Télécharger le fichier signé',
  'receipt.back': 'Appels passés',
  'receipt.notFinal': 'Ce reçu n’est pas encore définitif : pendant 15 minutes après l’appel, quelque chose peut s’y ajouter.',
  'receipt.booked': 'Réservé pour',
  'receipt.started': 'Début de l’appel',
  'receipt.ended': 'Fin de l’appel',
  'receipt.duration': 'Durée',
  'receipt.bothPresent': 'Les deux étaient présents',
  'receipt.interrupted': 'Interruptions constatées par les deux appareils',
  'receipt.present': 'Présence',
  'receipt.reconnections': 'Retours après une perte de connexion',
  'receipt.interruptions': 'Interruptions constatées',
  'receipt.person': 'Numéro d’utilisateur',
  'receipt.never': 'Jamais',
  'receipt.span': 'De {from} à {until}',
  'receipt.together': '{duration} en tout',
  'receipt.zone': 'Toutes les heures sont en {zone}.',
  'receipt.signed': 'Séance {session}. Signé par le serveur avec la clé {key}.',
  'receipt.link': 'Reçu',
  'receipt.longLink': 'Reçu : {session}',
};
