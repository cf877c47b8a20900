// The connection test.
import type { connection as english } from '../en/connection';
import type { Strings } from '../strings';

export const connection: Strings<typeof english> = {
  'connection.title': 'Jaribio la muunganisho',
  'connection.run': 'Jaribu muunganisho',
  'connection.again': 'Jaribu tena',
  'connection.hint': 'Huchukua sekunde 8 tu. Unaweza kujiunga wakati wowote.',
  'connection.running': 'Inajaribu…',
  'connection.details': 'Maelezo',
  'connection.verdict.ready': 'Muunganisho wako uko tayari kwa simu.',
  'connection.verdict.audio-first':
    'Simu itafanya kazi, sauti ikitangulizwa: picha inaweza kuwa ndogo au kusimama wakati mwingine.',
  'connection.verdict.will-not-work': 'Simu haitafanya kazi kwa muunganisho huu.',
  'connection.because': 'Kwa sababu {reason}',
  'connection.tryThis': 'Jaribu data ya simu au Wi-Fi nyingine, zima VPN, kisha jaribu tena. Bado unaweza kujiunga.',
  'connection.step.signaling': 'Kufikia seva',
  'connection.step.udp': 'Njia ya moja kwa moja ya sauti na picha',
  'connection.step.relay': 'Njia ya mzunguko kupitia kipitishi',
  'connection.step.throughput': 'Kasi',
  'connection.step.loss': 'Upotevu na ucheleweshaji',
  'connection.state.waiting': 'bado',
  'connection.state.running': 'inajaribiwa…',
  'connection.state.ok': 'nzuri',
  'connection.state.poor': 'dhaifu',
  'connection.state.failed': 'haifanyi kazi',
  'connection.state.not-tested': 'haijajaribiwa',
  'connection.reason.SIGNALING_BLOCKED': 'ukurasa huu hauwezi kufikia seva.',
  'connection.reason.SIGNALING_POLLING_ONLY':
    'kuna kitu njiani kinakata miunganisho ya kudumu (WebSockets); njia ya polepole inatumika.',
  'connection.reason.SIGNALING_SLOW': 'seva inajibu polepole.',
  'connection.reason.UDP_BLOCKED': 'mtandao huu unazuia njia za moja kwa moja za simu (UDP).',
  'connection.reason.NOTHING_TO_ASK': 'seva haitaji pa kujaribia hili; simu yenyewe itaonyesha.',
  'connection.reason.NO_RELAY_CONFIGURED': 'huduma hii haina kipitishi.',
  'connection.reason.RELAY_UNREACHABLE': 'kipitishi hakifikiki kutoka mtandao huu.',
  'connection.reason.RELAY_TCP_ONLY':
    'kipitishi kinafikika kwa TCP au TLS tu, ambayo hupona polepole baada ya upotevu.',
  'connection.reason.NO_UDP_NO_RELAY':
    'mtandao huu unazuia njia za moja kwa moja za simu, na hakuna kipitishi kinachoweza kusaidia.',
  'connection.reason.NARROW_UPLOAD': 'mtandao wako unatuma polepole.',
  'connection.reason.NARROW_DOWNLOAD': 'mtandao wako unapokea polepole.',
  'connection.reason.LOSS_HIGH': 'sehemu ya kinachotumwa inapotea njiani.',
  'connection.reason.DELAY_HIGH': 'data inachelewa njiani.',
  'connection.reason.TOO_OFTEN': 'kipimo kimefanywa mara nyingi mno hivi karibuni.',
  'connection.reason.NO_ANSWER': 'kipimo hakikupata jibu linalofaa.',
  'connection.reason.TIME_UP': 'muda wa jaribio uliisha kabla.',
  'connection.number.took': '{ms} ms kuunganishwa',
  'connection.number.rtt': '{ms} ms kwenda na kurudi',
  'connection.number.loss': '{share} imepotea',
  'connection.number.up': '{rate} Mbit/s kutuma',
  'connection.number.down': '{rate} Mbit/s kupokea',
  'connection.number.over': 'kupitia {protocols}',
};
