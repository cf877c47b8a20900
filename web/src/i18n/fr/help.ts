// Help.
import type { help as english } from '../en/help';
import type { Strings } from '../strings';

export const help: Strings<typeof english> = {
  'help.title': 'Aide',
  'help.problem': 'Ce qui s’est passé',
  'help.fixes': 'Solutions rapides',
  'help.fixesHint': 'Choisissez ce que vous remarquez. Les étapes sont dans l’ordre où elles aident le plus souvent.',
  'help.faq': 'Questions et réponses',
  'help.permission': 'Autoriser la caméra et le microphone',
  'help.otherBrowser': 'Un autre navigateur ?',
  'help.back': 'Retour',
  'help.home': 'Vos séances',
  'help.signIn': 'Se connecter',
  'permit.chrome.1': 'Appuyez sur l’icône à gauche de la barre d’adresse.',
  'permit.chrome.2': 'Activez Caméra et Micro.',
  'permit.chrome.3': 'Revenez ici et appuyez sur « Réessayer ». Si Chrome propose de recharger la page, acceptez.',
  'permit.edge.1': 'Appuyez sur le cadenas à gauche de la barre d’adresse.',
  'permit.edge.2': 'Sous « Autorisations pour ce site », mettez Caméra et Micro sur Autoriser.',
  'permit.edge.3': 'Revenez ici et appuyez sur « Réessayer ». Si Edge propose d’actualiser la page, acceptez.',
  'permit.firefox.1': 'Appuyez sur la caméra ou le micro barré à gauche de la barre d’adresse.',
  'permit.firefox.2': 'Appuyez sur la croix à côté de « Bloqué », pour la caméra et pour le microphone.',
  'permit.firefox.3': 'Revenez ici, appuyez sur « Réessayer » et choisissez Autoriser quand Firefox le demande.',
  'permit.safari.1': 'Dans la barre des menus, ouvrez Safari, puis « Réglages de ce site web… ».',
  'permit.safari.2': 'Mettez Caméra et Micro sur Autoriser.',
  'permit.safari.3': 'Revenez ici et appuyez sur « Réessayer ».',
  'permit.ios.1':
    'Dans Safari, touchez l’icône de page ou « aA » dans la barre d’adresse, puis « Réglages du site web », et mettez Caméra et Micro sur Autoriser.',
  'permit.ios.2':
    'Dans un autre navigateur, ou si cela n’a pas aidé : ouvrez les Réglages de l’iPhone ou de l’iPad, Apps, votre navigateur, et activez Caméra et Micro.',
  'permit.ios.3': 'Revenez ici et appuyez sur « Réessayer ». Si cela ne suffit pas, rechargez la page.',
  'permit.android.1':
    'Touchez l’icône à gauche de la barre d’adresse, puis Autorisations, et autorisez Caméra et Micro.',
  'permit.android.2':
    'Si cela n’a pas aidé : ouvrez les Paramètres du téléphone, Applications, votre navigateur, Autorisations, et autorisez Caméra et Micro.',
  'permit.android.3': 'Revenez ici et appuyez sur « Réessayer ». Si cela ne suffit pas, rechargez la page.',
  'permit.other.1':
    'Cherchez un cadenas, une caméra ou une icône de réglages près de l’adresse de la page, et appuyez dessus.',
  'permit.other.2': 'Autorisez la caméra et le microphone pour cette page.',
  'permit.other.3':
    'Revenez ici et appuyez sur « Réessayer ». Si ce réglage n’existe pas, ouvrez votre lien dans Chrome, Edge, Firefox ou Safari.',
  'permit.system':
    'Toujours bloqué ? Sur un ordinateur, ses propres réglages de confidentialité peuvent refuser la caméra et le microphone à tous les navigateurs : regardez sous Confidentialité dans les réglages de Windows ou de macOS.',
  'fix.cannot-hear': 'Je n’entends pas l’autre personne',
  'fix.cannot-hear.1':
    'Augmentez le volume de votre appareil et vérifiez qu’aucun casque que vous ne portez pas n’est connecté. Sur un téléphone, regardez le mode silencieux.',
  'fix.cannot-hear.2':
    'Regardez le nom de l’autre personne dans l’appel : « micro coupé » signifie qu’elle doit l’activer.',
  'fix.cannot-hear.3':
    'Si la page montre un bouton pour entendre l’autre personne, appuyez dessus : les navigateurs ne jouent aucun son avant un premier appui.',
  'fix.cannot-hear.4': 'Ouvrez les appareils, choisissez un autre haut-parleur et jouez le son d’essai.',
  'fix.cannot-hear.5': 'Quittez l’appel et rejoignez-le de nouveau. Il continue pendant ce temps.',
  'fix.not-heard': 'L’autre personne ne m’entend pas',
  'fix.not-heard.1': 'Regardez le bouton du microphone : s’il est barré, appuyez dessus.',
  'fix.not-heard.2':
    'Ouvrez les appareils et dites quelque chose : si la barre ne bouge pas, choisissez un autre microphone.',
  'fix.not-heard.3': 'Beaucoup de casques ont leur propre interrupteur de sourdine : regardez le câble ou l’écouteur.',
  'fix.not-heard.4': 'Fermez les autres programmes et fenêtres qui utilisent le microphone.',
  'fix.not-heard.5':
    'Vérifiez que le navigateur peut utiliser le microphone : les étapes sont plus bas, sous « Autoriser la caméra et le microphone ».',
  'fix.no-picture': 'Il n’y a pas d’image',
  'fix.no-picture.1': 'Si c’est la vôtre qui manque, regardez le bouton de la caméra : s’il est barré, appuyez dessus.',
  'fix.no-picture.2':
    'Vérifiez qu’aucun cache ne se trouve devant l’objectif, et fermez les autres programmes qui utilisent la caméra.',
  'fix.no-picture.3': 'Ouvrez les appareils et choisissez une autre caméra.',
  'fix.no-picture.4':
    'Si c’est celle de l’autre personne qui manque, sa caméra est peut-être coupée. Sur un réseau faible, l’image est suspendue pour que la voix reste claire ; elle revient d’elle-même.',
  'fix.freezes': 'L’image se fige ou le son est haché',
  'fix.freezes.1':
    'Rapprochez-vous du Wi-Fi, ou utilisez un câble. Les données mobiles valent souvent mieux que le Wi-Fi d’un hôtel.',
  'fix.freezes.2': 'Arrêtez les téléchargements, les films et les autres appels sur le même réseau.',
  'fix.freezes.3': 'Coupez votre caméra un moment : la voix a besoin de bien moins.',
  'fix.freezes.4':
    'Fermez les autres programmes et onglets, et branchez votre appareil : beaucoup ralentissent pour économiser la batterie.',
  'fix.cannot-join': 'Je ne peux pas rejoindre l’appel',
  'fix.cannot-join.1':
    'Regardez l’heure de votre séance : la porte s’ouvre un peu avant. Vous pouvez laisser la page ouverte ; elle vous laissera entrer.',
  'fix.cannot-join.2': 'Ouvrez votre propre lien depuis votre message le plus récent, en entier.',
  'fix.cannot-join.3':
    'Si le lien s’est ouvert dans un programme de messagerie, copiez-le dans Chrome, Edge, Firefox ou Safari.',
  'fix.cannot-join.4':
    'Testez la connexion sur la page avant l’appel. Les réseaux d’entreprise et d’hôtel bloquent parfois les appels : coupez un VPN, ou essayez les données mobiles.',
  'fix.cannot-join.5': 'Si rien n’aide, appelez le cabinet avec lequel vous avez pris rendez-vous.',
  'fix.lost': 'La connexion a été perdue',
  'fix.lost.1':
    'Attendez un instant et laissez la page ouverte : elle se reconnecte d’elle-même. Tant que vous vous entendez, continuez à parler.',
  'fix.lost.2': 'Coupez et rallumez le Wi-Fi, ou passez aux données mobiles.',
  'fix.lost.3': 'Si rien ne se passe pendant une minute, rechargez la page : vous revenez dans le même appel.',
  'fix.lost.4': 'Si la page a disparu, ouvrez de nouveau votre lien, même sur un autre appareil.',
  'faq.recorded': 'L’appel est-il enregistré ?',
  'faq.recorded.answer':
    'Non. Rien n’enregistre ici : cette fonction n’existe pas, et l’image et le son ne passent pas par les programmes de ce serveur. Comme tout appel, il pourrait tout de même être enregistré par d’autres moyens sur l’appareil d’une personne.',
  'faq.who': 'Qui peut nous voir et nous entendre ?',
  'faq.who.answer':
    'Seulement ceux qui sont dans la salle, et vous voyez chacun d’eux. Peuvent entrer les personnes de la séance, et une personne qui administre ce service. L’image et le son sont chiffrés entre vos navigateurs ; un relais, s’il en faut un, les transmet sans pouvoir les lire. Le serveur met les navigateurs en contact : vous faites donc confiance à qui le gère.',
  'faq.chat': 'Que deviennent les messages écrits ?',
  'faq.chat.answer':
    'Ils vont chiffrés de navigateur à navigateur et ne sont conservés nulle part. Quand vous fermez la page, ils disparaissent.',
  'faq.browsers': 'Quels navigateurs et appareils conviennent ?',
  'faq.browsers.answer':
    'Les versions actuelles de Chrome, Edge, Firefox et Safari, sur ordinateur, tablette et téléphone. Il n’y a rien à installer. Les anciennes versions sont une cause fréquente de problèmes : installez les mises à jour de votre appareil.',
  'faq.lost': 'Et si je perds la connexion ?',
  'faq.lost.answer':
    'L’appel reste ouvert et la page revient d’elle-même. Vous pouvez aussi recharger la page, ou ouvrir votre lien sur un autre appareil : l’appel y est transféré.',
  'faq.data': 'Quelles données sont conservées ?',
  'faq.data.answer':
    'Votre nom et votre adresse e-mail, vos séances et leur paiement, le début et la fin d’un appel et qui y était, des chiffres sur la qualité de la connexion, et votre note. Quand quelqu’un entre, commence ou termine un appel, ou est refusé, l’heure, l’adresse internet et le type de navigateur sont notés par sécurité. L’image, le son et les messages écrits ne sont jamais conservés. Demandez au cabinet ce qu’il a sur vous, et de l’effacer. Votre choix de langue et d’appareils reste dans ce navigateur.',
  'help.in.chrome': 'Dans Chrome',
  'help.in.edge': 'Dans Edge',
  'help.in.firefox': 'Dans Firefox',
  'help.in.safari': 'Dans Safari sur un Mac',
  'help.in.ios': 'Sur un iPhone ou un iPad',
  'help.in.android': 'Sur un téléphone ou une tablette Android',
  'help.in.other': 'Dans d’autres navigateurs',
};
