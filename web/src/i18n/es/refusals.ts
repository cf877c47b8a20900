// Every code by which the server or this page says no: what happened (refusal.*, screen.*) and what to do (advice.*).
import type { refusals as english } from '../en/refusals';
import type { Strings } from '../strings';

export const refusals: Strings<typeof english> = {
  'refusal.SESSION_NOT_FOUND': 'No hay ninguna sesión en esta dirección.',
  'refusal.NOT_A_PARTICIPANT': 'Usted no es participante de esta sesión.',
  'refusal.SESSION_CANCELLED': 'Esta sesión fue cancelada.',
  'refusal.SESSION_DECLINED': 'Esta sesión fue rechazada.',
  'refusal.SESSION_COMPLETED': 'Esta sesión ha terminado.',
  'refusal.SESSION_NOT_CONFIRMED': 'Esta sesión aún no está confirmada.',
  'refusal.PAYMENT_PENDING': 'El pago de esta sesión aún no ha llegado.',
  'refusal.PAYMENT_FAILED': 'El pago de esta sesión falló.',
  'refusal.PAYMENT_REFUNDED': 'El pago de esta sesión fue devuelto.',
  'refusal.TOO_EARLY': 'Es demasiado pronto para entrar en esta sesión.',
  'refusal.TOO_LATE': 'Ya ha pasado el momento de entrar en esta sesión.',
  'refusal.ROOM_NOT_FOUND': 'La sala de esta sesión no existe.',
  'refusal.ROOM_FULL': 'La sala está completa: todas las personas de esta sesión ya están dentro.',
  'refusal.INVALID_SESSION': 'Ahora no se puede entrar en esta sesión.',
  'refusal.AUTHENTICATION_FAILED': 'Su inicio de sesión no fue aceptado.',
  'refusal.PERMISSION_DENIED': 'No tiene permiso para hacer esto en esta sesión.',
  'refusal.CONNECTION_TIMEOUT': 'La conexión con el servidor tardó demasiado.',
  'refusal.RATE_LIMITED': 'Hubo demasiados intentos en poco tiempo.',
  'refusal.INVALID_PAYLOAD': 'El servidor no pudo leer lo que esta página envió en la llamada.',
  'refusal.SUPERSEDED': 'Esta llamada se abrió en otra ventana.',
  'refusal.INVALID_SESSION_ID': 'Este enlace no está completo.',
  'refusal.INVALID_BODY': 'El servidor no entendió esta página.',
  'refusal.INVALID_USER_ID': 'No existe esa persona.',
  'refusal.INVALID_QUERY': 'El servidor no entendió esta página.',
  'refusal.BAD_REQUEST': 'El servidor no entendió esta página.',
  'refusal.UNAUTHENTICATED': 'No ha iniciado sesión.',
  'refusal.TOKEN_EXPIRED': 'Su enlace o su inicio de sesión ha caducado.',
  'refusal.INVALID_CREDENTIALS': 'La dirección de correo o la contraseña no es correcta.',
  'refusal.FORBIDDEN': 'No tiene permiso para ver esto.',
  'refusal.NOT_FOUND': 'El servidor no conoce lo que esta página pidió.',
  'refusal.USER_NOT_FOUND': 'No existe esa persona.',
  'refusal.CLIENT_NOT_FOUND': 'No se conoce al cliente de esta sesión.',
  'refusal.PSYCHOLOGIST_NOT_FOUND': 'No se conoce al psicólogo de esta sesión.',
  'refusal.REQUEST_TIMEOUT': 'El servidor esperó demasiado a esta página.',
  'refusal.EMAIL_TAKEN': 'Alguien ya tiene esta dirección de correo.',
  'refusal.CONFLICT': 'Otra persona cambió esto en el mismo momento.',
  'refusal.EXPECTATION_FAILED': 'El servidor no entendió esta página.',
  'refusal.CALL_NOT_STARTED': 'La llamada aún no ha empezado.',
  'refusal.CALL_NOT_ENDED': 'La llamada aún no ha terminado.',
  'refusal.CALL_ENDED': 'La llamada terminó hace demasiado tiempo para esto.',
  'refusal.TOO_MANY_SAMPLES': 'El servidor ya tiene todos los informes sobre esta conexión que guarda.',
  'refusal.ILLEGAL_STATUS_MOVE': 'La sesión no se puede cambiar de esta manera.',
  'refusal.HEADERS_TOO_LARGE': 'El servidor no aceptó la petición de esta página: es demasiado grande.',
  'refusal.HTTP_VERSION_NOT_SUPPORTED': 'El servidor no puede comunicarse con este navegador.',
  'refusal.METHOD_NOT_ALLOWED': 'El servidor no entendió esta página.',
  'refusal.PAYLOAD_TOO_LARGE': 'Lo que se envió al servidor es demasiado grande.',
  'refusal.UNSUPPORTED_MEDIA_TYPE': 'El servidor no entendió esta página.',
  'refusal.INTERNAL': 'Algo falló en el servidor.',
  'refusal.UNAVAILABLE': 'El servidor no está disponible en este momento.',
  'refusal.NETWORK': 'No se puede llegar al servidor.',
  'refusal.BAD_ANSWER': 'El servidor dio una respuesta que esta página no entiende.',
  'refusal.SIGNALING_LOST': 'Se perdió la conexión con el servidor.',
  'advice.wait': 'No tiene que hacer nada: esta página vuelve a intentarlo sola dentro de un momento.',
  'advice.connection':
    'Compruebe su conexión a internet: acérquese al wifi, o apáguelo y vuelva a encenderlo. Después inténtelo de nuevo, si esta página no lo ha hecho ya.',
  'advice.retry': 'Inténtelo de nuevo, por favor. Si vuelve a ocurrir, cargue la página otra vez.',
  'advice.reload': 'Cargue la página otra vez, por favor: puede ser más antigua que el servidor.',
  'advice.sign-in': 'Abra otra vez el enlace que recibió, o inicie sesión con su correo y su contraseña.',
  'advice.ask-clinic':
    'Póngase en contacto con la consulta con la que concertó la cita. Esta página se da cuenta sola cuando algo cambia.',
  'advice.wrong-link':
    'Abra el enlace de su mensaje más reciente, completo. Si no ayuda, pida un enlace nuevo a la consulta.',
  'advice.over': 'Si esperaba otra cosa, póngase en contacto con la consulta.',
  'advice.correct': 'Compruebe lo que ha escrito y envíelo de nuevo, por favor.',
  'advice.other-window': 'Puede seguir en la otra ventana, o usar esta en su lugar.',
  'advice.browser-settings':
    'Permita la cámara y el micrófono para esta página en su navegador y vuelva a intentarlo. También puede participar sin ellos.',
  'advice.device': 'Elija otro dispositivo o inténtelo de nuevo.',
  'advice.environment': 'Use una versión actual de Chrome, Edge, Firefox o Safari.',
  'advice.NOT_A_PARTICIPANT':
    'Quizá otra persona haya iniciado sesión en este dispositivo. Abra su propio enlace o inicie sesión con sus datos.',
  'advice.SESSION_NOT_CONFIRMED':
    'La consulta aún tiene que confirmarla. Puede esperar aquí: esta página se da cuenta sola. Si la sesión está a punto de empezar, llame a la consulta.',
  'advice.PAYMENT_PENDING':
    'Si ya ha pagado, espere unos minutos: esta página se da cuenta sola. Si no, pague como acordó con la consulta.',
  'advice.PAYMENT_FAILED':
    'Pague de nuevo como acordó con la consulta, o llámeles. Esta página se da cuenta sola cuando el pago llega.',
  'advice.TOO_EARLY':
    'Puede quedarse en esta página: la puerta se abre sola. Mientras tanto, puede probar su cámara y su micrófono.',
  'advice.TOO_LATE': 'Póngase en contacto con la consulta para encontrar otra hora.',
  'advice.ROOM_FULL':
    'Si está en la llamada con otro dispositivo, salga primero de ella allí. Después inténtelo de nuevo.',
  'advice.INVALID_CREDENTIALS':
    'Compruebe ambas, también las mayúsculas. Si ha olvidado la contraseña, pida un enlace a la consulta.',
  'advice.EMAIL_TAKEN': 'Use otra dirección, o busque a esta persona en la lista.',
  'advice.ILLEGAL_STATUS_MOVE': 'Su estado ha cambiado entretanto, o no lo permite. Vuelva a mirarla, por favor.',
  'advice.MEDIA_NO_DEVICE': 'Conéctelo o enciéndalo y vuelva a intentarlo. También puede participar sin él.',
  'advice.MEDIA_DEVICE_IN_USE':
    'Cierre otros programas y ventanas de videollamadas y vuelva a intentarlo. Si no ayuda, desenchúfelo y vuelva a enchufarlo.',
  'advice.MEDIA_CONSTRAINTS': 'Elija otro dispositivo, por favor.',
  'advice.MEDIA_DEVICE_LOST': 'Vuelva a conectarlo o elija otro.',
  'advice.CAMERA_UNSENT':
    'Si la imagen no vuelve por sí sola en un momento, cierre otros programas y pestañas, elija otra cámara en Dispositivos o vuelva a entrar con otro navegador. La voz se oye de todos modos.',
  'advice.MEDIA_INSECURE_PAGE':
    'Abra esta página con una dirección que empiece por https://, como la del enlace que recibió.',
  'problem.checkAgain': 'Comprobar de nuevo',
  'problem.tryAgain': 'Intentar de nuevo',
  'problem.reload': 'Volver a cargar la página',
  'problem.useHere': 'Usar esta ventana',
  'problem.signIn': 'Iniciar sesión',
  'problem.home': 'Sus sesiones',
  'problem.help': 'Ayuda con esto',
  'advice.system-settings':
    'Abra los ajustes de su teléfono u ordenador y permita allí el acceso al navegador: en Privacidad en un ordenador, en Aplicaciones en un teléfono. Después inténtelo de nuevo.',
  'advice.SCREEN_DISMISSED':
    'Para mostrar algo, pulse de nuevo el botón y elija una pantalla, una ventana o una pestaña.',
  'advice.SCREEN_UNAVAILABLE': 'Abra lo que quiere mostrar, inténtelo de nuevo y elíjalo, o elija la pantalla entera.',
  'advice.SCREEN_UNSUPPORTED':
    'La pantalla se puede compartir desde un ordenador con una versión actual de Chrome, Edge, Firefox o Safari.',
};
