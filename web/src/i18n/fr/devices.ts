// Microphone, camera, speaker: their names, their switches and what can be wrong with them.
import type { devices as english } from '../en/devices';
import type { Strings } from '../strings';

export const devices: Strings<typeof english> = {
  'device.audio.on': 'Turn the microphone off',
  'device.audio.off': 'Turn the microphone on',
  'device.video.on': 'Turn the camera off',
  'device.video.off': 'Turn the camera on',
  'device.starting.audio': 'Opening the microphone…',
  'device.starting.video': 'Opening the camera…',
  'device.off.video': 'Your camera is off',
  'device.name.audio': 'microphone',
  'device.name.video': 'camera',
  'media.PERMISSION_DENIED':
    'The browser may not use your {device}. Allow it in the browser’s settings for this page, then turn it on again.',
  'media.NO_DEVICE': 'No {device} was found.',
  'media.DEVICE_IN_USE': 'Your {device} is in use by another program or does not answer.',
  'media.CONSTRAINTS': 'Your {device} cannot do what this call needs.',
  'media.INSECURE_PAGE': 'The browser gives no {device} to this page, because it was not opened over https.',
  'media.ABORTED': 'Your {device} could not be started. Please try again.',
  'media.DEVICE_LOST': 'Your {device} was unplugged or taken away.',
  'media.SYSTEM_DENIED':
    'Les réglages de cet appareil ne laissent pas le navigateur utiliser votre {device}. Autorisez-le dans ces réglages, puis réessayez.',
  'media.SCREEN_DISMISSED': 'Rien n’est partagé : aucun écran, fenêtre ou onglet n’a été choisi.',
  'media.SCREEN_SYSTEM_DENIED':
    'Les réglages de cet appareil ne laissent pas le navigateur enregistrer l’écran. Autorisez-le dans ces réglages, puis partagez à nouveau.',
  'media.SCREEN_UNAVAILABLE':
    'Cet écran, cette fenêtre ou cet onglet ne peut pas être partagé. Veuillez en choisir un autre.',
  'media.SCREEN_UNSUPPORTED':
    'Ce navigateur ne peut pas partager l’écran ici. Un Chrome, Edge, Firefox ou Safari récent sur un ordinateur le peut.',
  'media.SCREEN_FAILED': 'Le partage n’a pas pu commencer. Veuillez réessayer.',
  'media.UNKNOWN': 'Your {device} could not be opened.',
  'devices.audio': 'Microphone',
  'devices.video': 'Caméra',
  'devices.speaker': 'Haut-parleur',
  'devices.unnamed.audio': 'Microphone {number}',
  'devices.unnamed.video': 'Caméra {number}',
  'devices.unnamed.speaker': 'Haut-parleur {number}',
  'devices.none.audio': 'Aucun microphone n’a été trouvé.',
  'devices.none.video': 'Aucune caméra n’a été trouvée.',
  'devices.speakerBySystem': 'Le son sort par le haut-parleur ou le casque choisi sur votre appareil.',
  'devices.testSound': 'Jouer un son d’essai',
  'devices.tryAgain': 'Réessayer',
  'devices.level': 'Niveau sonore de votre microphone',
  'devices.levelHint': 'Dites quelque chose : la barre bouge quand nous vous entendons.',
};
