// Before the call.
import type { lobby as english } from '../en/lobby';
import type { Strings } from '../strings';

export const lobby: Strings<typeof english> = {
  'lobby.title': 'On y va ?',
  'lobby.titleRefused': 'Vous ne pouvez pas rejoindre l’appel maintenant',
  'lobby.checking': 'Vérification de l’accès…',
  'lobby.open': 'Vous pouvez rejoindre l’appel.',
  'lobby.opensAt': 'Vous pourrez entrer à partir de : {time}.',
  'lobby.join': 'Rejoindre l’appel',
  'lobby.joining': 'Connexion à l’appel…',
  'lobby.preview': 'Votre caméra',
  'lobby.people': '{client} et {psychologist}',
  'lobby.home': 'Vos séances',
  'lobby.receiveOnly':
    'Vous pouvez tout de même entrer : vous verrez et entendrez l’autre personne, mais elle ne vous verra ni ne vous entendra.',
  'lobby.audioOnly': 'Vous pouvez tout de même entrer avec le son seul.',
  'lobby.videoOnly': 'Vous pouvez tout de même entrer avec la caméra seule : on vous verra sans vous entendre.',
  'lobby.titleEarly': 'Vous êtes en avance',
  'lobby.countdown': 'La porte s’ouvre dans {time}',
  'lobby.countdownFar': 'La porte s’ouvre {when}',
  'lobby.joinWithout': 'Rejoindre sans caméra ni microphone',
  'lobby.help': 'Aide',
  'lobby.present': '{name} est déjà dans la salle.',
  'lobby.presentLost': '{name} était dans la salle et revient après une coupure.',
  'lobby.presentNone': 'Personne n’est encore dans la salle : vous serez la première personne.',
  'allow.title': 'Pouvons-nous utiliser votre caméra et votre microphone ?',
  'allow.why':
    'Ils vous permettent de vous voir et de vous entendre. Vous pouvez couper l’un ou l’autre à tout moment.',
  'allow.private': 'Rien n’est enregistré. Tant que vous n’êtes pas entré, vous seul voyez votre image.',
  'allow.next': 'Votre navigateur va vous poser la question. Veuillez choisir « Autoriser ».',
  'allow.button': 'Autoriser la caméra et le microphone',
  'allow.askingTitle': 'Votre navigateur vous pose une question',
  'allow.asking.desktop': 'Veuillez choisir « Autoriser » dans la question du navigateur, en haut de la fenêtre.',
  'allow.asking.phone': 'Veuillez choisir « Autoriser » dans la question que votre navigateur affiche à l’écran.',
  'allow.deniedTitle': 'La caméra et le microphone sont bloqués',
  'allow.denied': 'Le navigateur ne laisse pas cette page les utiliser. Vous pouvez le changer :',
};
