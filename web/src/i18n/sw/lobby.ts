// Before the call.
import type { lobby as english } from '../en/lobby';
import type { Strings } from '../strings';

export const lobby: Strings<typeof english> = {
  'lobby.title': 'Uko tayari kujiunga?',
  'lobby.titleRefused': 'Huwezi kujiunga sasa',
  'lobby.checking': 'Inaangalia kama unaweza kujiunga…',
  'lobby.open': 'Unaweza kujiunga sasa.',
  'lobby.opensAt': 'Unaweza kujiunga kuanzia {time}.',
  'lobby.join': 'Jiunge na simu',
  'lobby.joining': 'Inajiunga…',
  'lobby.preview': 'Kamera yako',
  'lobby.people': '{client} na {psychologist}',
  'lobby.home': 'Vikao vyako',
  'lobby.receiveOnly': 'Bado unaweza kujiunga: utamwona na kumsikia mwenzako, lakini yeye hatakuona wala kukusikia.',
  'lobby.audioOnly': 'Bado unaweza kujiunga kwa sauti pekee.',
  'lobby.videoOnly': 'Bado unaweza kujiunga kwa kamera pekee: wataona picha yako lakini hawatakusikia.',
  'lobby.titleEarly': 'Umefika mapema',
  'lobby.countdown': 'Mlango utafunguka baada ya {time}',
  'lobby.countdownFar': 'Mlango utafunguka {when}',
  'lobby.joinWithout': 'Jiunge bila kamera na maikrofoni',
  'lobby.help': 'Msaada',
  'lobby.present': '{name} yupo chumbani tayari.',
  'lobby.presentLost': '{name} alikuwa chumbani, na anarudi baada ya kupoteza muunganisho.',
  'lobby.presentNone': 'Hakuna mtu chumbani bado: utakuwa wa kwanza.',
  'allow.title': 'Je, tunaweza kutumia kamera na maikrofoni yako?',
  'allow.why': 'Vinawawezesha kuonana na kusikiana. Unaweza kuzima chochote kati yavyo wakati wowote.',
  'allow.private': 'Hakuna kinachorekodiwa. Kabla hujajiunga, ni wewe pekee unayeona picha yako.',
  'allow.next': 'Kisha kivinjari chako kitakuuliza. Tafadhali chagua “Ruhusu” (Allow).',
  'allow.button': 'Ruhusu kamera na maikrofoni',
  'allow.askingTitle': 'Kivinjari chako kinakuuliza',
  'allow.asking.desktop': 'Tafadhali chagua “Ruhusu” (Allow) katika swali la kivinjari chenyewe, juu ya dirisha.',
  'allow.asking.phone':
    'Tafadhali chagua “Ruhusu” (Allow) katika swali ambalo kivinjari chako kinaonyesha kwenye skrini.',
  'allow.deniedTitle': 'Kamera na maikrofoni zimezuiwa',
  'allow.denied': 'Kivinjari hakiruhusu ukurasa huu kuvitumia. Unaweza kubadilisha hilo:',
};
