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
    'Los ajustes de este dispositivo no dejan que el navegador use su {device}. Permítalo allí para el navegador y vuelva a intentarlo.',
  'media.SCREEN_DISMISSED': 'No se comparte nada: no se eligió ninguna pantalla, ventana ni pestaña.',
  'media.SCREEN_SYSTEM_DENIED':
    'Los ajustes de este dispositivo no dejan que el navegador grabe la pantalla. Permítalo allí y vuelva a compartir.',
  'media.SCREEN_UNAVAILABLE': 'Esta pantalla, ventana o pestaña no se puede compartir. Elija otra, por favor.',
  'media.SCREEN_UNSUPPORTED':
    'Este navegador no puede compartir la pantalla aquí. Sí pueden Chrome, Edge, Firefox o Safari actuales en un ordenador.',
  'media.SCREEN_FAILED': 'No se pudo empezar a compartir. Inténtelo de nuevo, por favor.',
  'media.UNKNOWN': 'Your {device} could not be opened.',
  'devices.audio': 'Micrófono',
  'devices.video': 'Cámara',
  'devices.speaker': 'Altavoz',
  'devices.unnamed.audio': 'Micrófono {number}',
  'devices.unnamed.video': 'Cámara {number}',
  'devices.unnamed.speaker': 'Altavoz {number}',
  'devices.none.audio': 'No se encontró ningún micrófono.',
  'devices.none.video': 'No se encontró ninguna cámara.',
  'devices.speakerBySystem': 'El sonido sale por el altavoz o los auriculares elegidos en su dispositivo.',
  'devices.testSound': 'Reproducir un sonido de prueba',
  'devices.tryAgain': 'Intentar de nuevo',
  'devices.level': 'Volumen de su micrófono',
  'devices.levelHint': 'Diga algo: la barra se mueve cuando le oímos.',
};
