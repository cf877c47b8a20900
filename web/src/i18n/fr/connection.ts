// The connection test.
import type { connection as english } from '../en/connection';
import type { Strings } from '../strings';

export const connection: Strings<typeof english> = {
  'connection.title': 'Test de connexion',
  'connection.run': 'Tester la connexion',
  'connection.again': 'Tester de nouveau',
  'connection.hint': 'Dure 8 secondes au plus. Vous pouvez entrer à tout moment.',
  'connection.running': 'Test en cours…',
  'connection.details': 'Détails',
  'connection.verdict.ready': 'Votre connexion est prête pour l’appel.',
  'connection.verdict.audio-first':
    'L’appel fonctionnera, la voix d’abord : l’image peut être petite ou s’interrompre par moments.',
  'connection.verdict.will-not-work': 'Un appel ne fonctionnera pas avec cette connexion.',
  'connection.because': 'Parce que {reason}',
  'connection.tryThis':
    'Essayez les données mobiles ou un autre Wi-Fi, coupez un VPN, puis testez de nouveau. Vous pouvez entrer malgré tout.',
  'connection.step.signaling': 'Accès au serveur',
  'connection.step.udp': 'Chemin direct pour le son et l’image',
  'connection.step.relay': 'Détour par un relais',
  'connection.step.throughput': 'Débit',
  'connection.step.loss': 'Pertes et délai',
  'connection.state.waiting': 'pas encore',
  'connection.state.running': 'test en cours…',
  'connection.state.ok': 'bon',
  'connection.state.poor': 'faible',
  'connection.state.failed': 'ne fonctionne pas',
  'connection.state.not-tested': 'non testé',
  'connection.reason.SIGNALING_BLOCKED': 'cette page ne peut pas joindre le serveur.',
  'connection.reason.SIGNALING_POLLING_ONLY':
    'quelque chose en chemin rompt les connexions durables (WebSockets) ; un moyen plus lent est utilisé.',
  'connection.reason.SIGNALING_SLOW': 'le serveur répond lentement.',
  'connection.reason.UDP_BLOCKED': 'ce réseau bloque les chemins directs pour les appels (UDP).',
  'connection.reason.NOTHING_TO_ASK': 'le serveur n’indique personne avec qui le tester ; l’appel lui-même le dira.',
  'connection.reason.NO_RELAY_CONFIGURED': 'ce service n’a pas de relais.',
  'connection.reason.RELAY_UNREACHABLE': 'le relais est injoignable depuis ce réseau.',
  'connection.reason.RELAY_TCP_ONLY': 'le relais n’est joignable qu’en TCP ou TLS, qui se remet lentement des pertes.',
  'connection.reason.NO_UDP_NO_RELAY':
    'ce réseau bloque les chemins directs pour les appels, et aucun relais ne peut aider.',
  'connection.reason.NARROW_UPLOAD': 'votre réseau envoie lentement.',
  'connection.reason.NARROW_DOWNLOAD': 'votre réseau reçoit lentement.',
  'connection.reason.LOSS_HIGH': 'une partie de ce qui est envoyé se perd en chemin.',
  'connection.reason.DELAY_HIGH': 'les données mettent longtemps à arriver.',
  'connection.reason.TOO_OFTEN': 'la mesure a été faite trop souvent à l’instant.',
  'connection.reason.NO_ANSWER': 'la mesure n’a pas reçu de réponse utilisable.',
  'connection.reason.TIME_UP': 'le temps du test était écoulé avant.',
  'connection.number.took': '{ms} ms pour se connecter',
  'connection.number.rtt': '{ms} ms aller-retour',
  'connection.number.loss': '{share} perdu',
  'connection.number.up': '{rate} Mbit/s en envoi',
  'connection.number.down': '{rate} Mbit/s en réception',
  'connection.number.over': 'par {protocols}',
};
