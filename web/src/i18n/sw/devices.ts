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
    'Mipangilio ya kifaa hiki hairuhusu kivinjari kutumia {device} yako. Ruhusu kivinjari kwenye mipangilio hiyo, kisha ujaribu tena.',
  'media.SCREEN_DISMISSED': 'Hakuna kinachoshirikiwa: hukuchagua skrini, dirisha wala kichupo.',
  'media.SCREEN_SYSTEM_DENIED':
    'Mipangilio ya kifaa hiki hairuhusu kivinjari kurekodi skrini. Ruhusu kwenye mipangilio hiyo, kisha ushiriki tena.',
  'media.SCREEN_UNAVAILABLE': 'Skrini, dirisha au kichupo hiki hakiwezi kushirikiwa. Tafadhali chagua kingine.',
  'media.SCREEN_UNSUPPORTED':
    'Kivinjari hiki hakiwezi kushiriki skrini hapa. Chrome, Edge, Firefox au Safari ya sasa kwenye kompyuta inaweza.',
  'media.SCREEN_FAILED': 'Imeshindikana kuanza kushiriki skrini. Tafadhali jaribu tena.',
  'media.UNKNOWN': 'Your {device} could not be opened.',
  'devices.audio': 'Maikrofoni',
  'devices.video': 'Kamera',
  'devices.speaker': 'Spika',
  'devices.unnamed.audio': 'Maikrofoni {number}',
  'devices.unnamed.video': 'Kamera {number}',
  'devices.unnamed.speaker': 'Spika {number}',
  'devices.none.audio': 'Hakuna maikrofoni iliyopatikana.',
  'devices.none.video': 'Hakuna kamera iliyopatikana.',
  'devices.speakerBySystem': 'Sauti inatoka kwenye spika au vipokea sauti vilivyochaguliwa kwenye kifaa chako.',
  'devices.testSound': 'Cheza sauti ya majaribio',
  'devices.tryAgain': 'Jaribu tena',
  'devices.level': 'Kiwango cha sauti ya maikrofoni yako',
  'devices.levelHint': 'Sema kitu: mstari unasogea tunapokusikia.',
};
