// Every code by which the server or this page says no: what happened (refusal.*, screen.*) and what to do (advice.*).
import type { refusals as english } from '../en/refusals';
import type { Strings } from '../strings';

export const refusals: Strings<typeof english> = {
  'refusal.SESSION_NOT_FOUND': 'Il n’y a pas de séance à cette adresse.',
  'refusal.NOT_A_PARTICIPANT': 'Vous ne faites pas partie des participants de cette séance.',
  'refusal.SESSION_CANCELLED': 'Cette séance a été annulée.',
  'refusal.SESSION_DECLINED': 'Cette séance a été refusée.',
  'refusal.SESSION_COMPLETED': 'Cette séance est terminée.',
  'refusal.SESSION_NOT_CONFIRMED': 'Cette séance n’est pas encore confirmée.',
  'refusal.PAYMENT_PENDING': 'Le paiement de cette séance n’est pas encore arrivé.',
  'refusal.PAYMENT_FAILED': 'Le paiement de cette séance a échoué.',
  'refusal.PAYMENT_REFUNDED': 'Le paiement de cette séance a été remboursé.',
  'refusal.TOO_EARLY': 'Il est trop tôt pour rejoindre cette séance.',
  'refusal.TOO_LATE': 'Le moment de rejoindre cette séance est passé.',
  'refusal.ROOM_NOT_FOUND': 'La salle de cette séance n’existe pas.',
  'refusal.ROOM_FULL': 'La salle est complète : toutes les personnes de cette séance y sont déjà.',
  'refusal.INVALID_SESSION': 'Cette séance ne peut pas être rejointe pour le moment.',
  'refusal.AUTHENTICATION_FAILED': 'Votre connexion n’a pas été acceptée.',
  'refusal.PERMISSION_DENIED': 'Vous n’êtes pas autorisé à faire cela dans cette séance.',
  'refusal.CONNECTION_TIMEOUT': 'La connexion au serveur a pris trop de temps.',
  'refusal.RATE_LIMITED': 'Il y a eu trop de tentatives en peu de temps.',
  'refusal.INVALID_PAYLOAD': 'Le serveur n’a pas pu lire ce que cette page a envoyé pendant l’appel.',
  'refusal.SUPERSEDED': 'Cet appel a été ouvert dans une autre fenêtre.',
  'refusal.INVALID_SESSION_ID': 'Ce lien n’est pas complet.',
  'refusal.INVALID_BODY': 'Le serveur n’a pas compris cette page.',
  'refusal.INVALID_USER_ID': 'Cette personne n’existe pas.',
  'refusal.INVALID_QUERY': 'Le serveur n’a pas compris cette page.',
  'refusal.BAD_REQUEST': 'Le serveur n’a pas compris cette page.',
  'refusal.UNAUTHENTICATED': 'Vous n’êtes pas connecté.',
  'refusal.TOKEN_EXPIRED': 'Votre lien ou votre connexion a expiré.',
  'refusal.INVALID_CREDENTIALS': 'L’adresse e-mail ou le mot de passe est incorrect.',
  'refusal.FORBIDDEN': 'Vous n’êtes pas autorisé à voir ceci.',
  'refusal.NOT_FOUND': 'Le serveur ne connaît pas ce que cette page a demandé.',
  'refusal.USER_NOT_FOUND': 'Cette personne n’existe pas.',
  'refusal.CLIENT_NOT_FOUND': 'Le client de cette séance n’est pas connu.',
  'refusal.PSYCHOLOGIST_NOT_FOUND': 'Le psychologue de cette séance n’est pas connu.',
  'refusal.REQUEST_TIMEOUT': 'Le serveur a attendu cette page trop longtemps.',
  'refusal.EMAIL_TAKEN': 'Quelqu’un a déjà cette adresse e-mail.',
  'refusal.CONFLICT': 'Quelqu’un d’autre a modifié ceci au même moment.',
  'refusal.EXPECTATION_FAILED': 'Le serveur n’a pas compris cette page.',
  'refusal.CALL_NOT_STARTED': 'L’appel n’a pas encore commencé.',
  'refusal.CALL_NOT_ENDED': 'L’appel n’est pas encore terminé.',
  'refusal.CALL_ENDED': 'L’appel est terminé depuis trop longtemps pour cela.',
  'refusal.TOO_MANY_SAMPLES': 'Le serveur a déjà tous les rapports qu’il conserve sur cette connexion.',
  'refusal.ILLEGAL_STATUS_MOVE': 'La séance ne peut pas être modifiée de cette façon.',
  'refusal.HEADERS_TOO_LARGE': 'Le serveur n’a pas accepté la demande de cette page : elle est trop grande.',
  'refusal.HTTP_VERSION_NOT_SUPPORTED': 'Le serveur ne peut pas communiquer avec ce navigateur.',
  'refusal.METHOD_NOT_ALLOWED': 'Le serveur n’a pas compris cette page.',
  'refusal.PAYLOAD_TOO_LARGE': 'Ce qui a été envoyé au serveur est trop grand.',
  'refusal.UNSUPPORTED_MEDIA_TYPE': 'Le serveur n’a pas compris cette page.',
  'refusal.INTERNAL': 'Un problème est survenu sur le serveur.',
  'refusal.UNAVAILABLE': 'Le serveur n’est pas disponible pour le moment.',
  'refusal.NETWORK': 'Le serveur est injoignable.',
  'refusal.BAD_ANSWER': 'Le serveur a donné une réponse que cette page ne comprend pas.',
  'refusal.SIGNALING_LOST': 'La connexion au serveur a été perdue.',
  'advice.wait': 'Vous n’avez rien à faire : cette page réessaie d’elle-même dans un instant.',
  'advice.connection':
    'Vérifiez votre connexion internet : rapprochez-vous du Wi-Fi, ou coupez-le puis rallumez-le. Réessayez ensuite, si cette page ne l’a pas déjà fait.',
  'advice.retry': 'Veuillez réessayer. Si cela se reproduit, rechargez la page.',
  'advice.reload': 'Veuillez recharger la page : elle est peut-être plus ancienne que le serveur.',
  'advice.sign-in':
    'Ouvrez de nouveau le lien que vous avez reçu, ou connectez-vous avec votre adresse e-mail et votre mot de passe.',
  'advice.ask-clinic':
    'Veuillez contacter le cabinet avec lequel vous avez pris rendez-vous. Cette page remarque d’elle-même tout changement.',
  'advice.wrong-link':
    'Ouvrez le lien de votre message le plus récent, en entier. Si cela n’aide pas, demandez un nouveau lien au cabinet.',
  'advice.over': 'Si vous vous attendiez à autre chose, veuillez contacter le cabinet.',
  'advice.correct': 'Veuillez vérifier ce que vous avez saisi, puis l’envoyer de nouveau.',
  'advice.other-window': 'Vous pouvez continuer dans l’autre fenêtre, ou utiliser celle-ci à la place.',
  'advice.browser-settings':
    'Autorisez la caméra et le microphone pour cette page dans votre navigateur, puis réessayez. Vous pouvez aussi participer sans eux.',
  'advice.device': 'Choisissez un autre appareil ou réessayez.',
  'advice.environment': 'Veuillez utiliser une version actuelle de Chrome, Edge, Firefox ou Safari.',
  'advice.NOT_A_PARTICIPANT':
    'Quelqu’un d’autre est peut-être connecté sur cet appareil. Ouvrez votre propre lien, ou connectez-vous en votre nom.',
  'advice.SESSION_NOT_CONFIRMED':
    'Le cabinet doit encore la confirmer. Vous pouvez attendre ici : cette page le remarque d’elle-même. Si la séance est sur le point de commencer, appelez le cabinet.',
  'advice.PAYMENT_PENDING':
    'Si vous avez payé, patientez quelques minutes : cette page le remarque d’elle-même. Sinon, payez comme convenu avec le cabinet.',
  'advice.PAYMENT_FAILED':
    'Payez de nouveau comme convenu avec le cabinet, ou appelez-le. Cette page remarque d’elle-même l’arrivée du paiement.',
  'advice.TOO_EARLY':
    'Vous pouvez rester sur cette page : la porte s’ouvre d’elle-même. En attendant, vous pouvez essayer votre caméra et votre microphone.',
  'advice.TOO_LATE': 'Veuillez contacter le cabinet pour convenir d’un nouveau moment.',
  'advice.ROOM_FULL': 'Si vous êtes dans l’appel sur un autre appareil, quittez-le d’abord là-bas. Réessayez ensuite.',
  'advice.INVALID_CREDENTIALS':
    'Vérifiez les deux, majuscules comprises. Si vous avez oublié le mot de passe, demandez un lien au cabinet.',
  'advice.EMAIL_TAKEN': 'Utilisez une autre adresse, ou cherchez cette personne dans la liste.',
  'advice.ILLEGAL_STATUS_MOVE': 'Son état a changé entre-temps, ou ne le permet pas. Veuillez la consulter de nouveau.',
  'advice.MEDIA_NO_DEVICE': 'Branchez-en un ou allumez-le, puis réessayez. Vous pouvez aussi participer sans.',
  'advice.MEDIA_DEVICE_IN_USE':
    'Fermez les autres programmes et fenêtres d’appel vidéo, puis réessayez. Si cela n’aide pas, débranchez l’appareil et rebranchez-le.',
  'advice.MEDIA_CONSTRAINTS': 'Veuillez choisir un autre appareil.',
  'advice.MEDIA_DEVICE_LOST': 'Rebranchez-le ou choisissez-en un autre.',
  'advice.CAMERA_UNSENT':
    'Si l’image ne revient pas d’elle-même dans un instant, fermez d’autres programmes et onglets, choisissez une autre caméra sous Appareils, ou revenez avec un autre navigateur. On vous entend malgré tout.',
  'advice.MEDIA_INSECURE_PAGE':
    'Ouvrez cette page avec une adresse qui commence par https://, comme le lien que vous avez reçu.',
  'problem.checkAgain': 'Vérifier de nouveau',
  'problem.tryAgain': 'Réessayer',
  'problem.reload': 'Recharger la page',
  'problem.useHere': 'Utiliser cette fenêtre',
  'problem.signIn': 'Se connecter',
  'problem.home': 'Vos séances',
  'problem.help': 'Aide à ce sujet',
  'advice.system-settings':
    'Ouvrez les réglages de votre téléphone ou de votre ordinateur et autorisez-y le navigateur : sous Confidentialité sur un ordinateur, sous Applications sur un téléphone. Réessayez ensuite.',
  'advice.SCREEN_DISMISSED':
    'Pour montrer quelque chose, appuyez de nouveau sur le bouton et choisissez un écran, une fenêtre ou un onglet.',
  'advice.SCREEN_UNAVAILABLE':
    'Ouvrez ce que vous voulez montrer, puis réessayez et choisissez-le, ou choisissez l’écran entier.',
  'advice.SCREEN_UNSUPPORTED':
    'L’écran peut être partagé depuis un ordinateur avec une version actuelle de Chrome, Edge, Firefox ou Safari.',
};
