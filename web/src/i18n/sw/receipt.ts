// The receipt of a call.
import type { receipt as english } from '../en/receipt';
import type { Strings } from '../strings';

export const receipt: Strings<typeof english> = {
  'receipt.title': 'Stakabadhi ya simu',
  'receipt.print': 'Chapisha',
  'receipt.file': 'Pakua faili iliyotiwa saini',
  'receipt.back': 'Simu zilizopita',
  'receipt.notFinal': 'Stakabadhi hii bado si ya mwisho: kwa dakika 15 baada ya simu kitu kinaweza kuongezwa.',
  'receipt.booked': 'Ilipangwa',
  'receipt.started': 'Simu ilianza',
  'receipt.ended': 'Simu iliisha',
  'receipt.duration': 'Muda',
  'receipt.bothPresent': 'Wote wawili walikuwepo',
  'receipt.interrupted': 'Kukatizwa kulikogunduliwa na vifaa vyote viwili',
  'receipt.present': 'Alikuwepo',
  'receipt.reconnections': 'Kurudi baada ya muunganisho kupotea',
  'receipt.interruptions': 'Kukatizwa kulikogunduliwa',
  'receipt.person': 'Nambari ya mtumiaji',
  'receipt.never': 'Kamwe',
  'receipt.span': '{from} hadi {until}',
  'receipt.together': '{duration} kwa jumla',
  'receipt.zone': 'Nyakati zote ni za {zone}.',
  'receipt.signed': 'Kikao {session}. Kimetiwa saini na seva kwa ufunguo {key}.',
  'receipt.link': 'Stakabadhi',
  'receipt.longLink': 'Stakabadhi: {session}',
};
