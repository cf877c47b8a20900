// Help.
import type { help as english } from '../en/help';
import type { Strings } from '../strings';

export const help: Strings<typeof english> = {
  'help.title': 'Ayuda',
  'help.problem': 'Qué ha ocurrido',
  'help.fixes': 'Soluciones rápidas',
  'help.fixesHint': 'Elija lo que nota. Los pasos están en el orden en que suelen ayudar.',
  'help.faq': 'Preguntas y respuestas',
  'help.permission': 'Permitir la cámara y el micrófono',
  'help.otherBrowser': '¿Otro navegador?',
  'help.back': 'Volver',
  'help.home': 'Sus sesiones',
  'help.signIn': 'Iniciar sesión',
  'permit.chrome.1': 'Pulse el icono a la izquierda de la barra de direcciones.',
  'permit.chrome.2': 'Active Cámara y Micrófono.',
  'permit.chrome.3': 'Vuelva aquí y pulse «Intentar de nuevo». Si Chrome propone volver a cargar la página, acéptelo.',
  'permit.edge.1': 'Pulse el candado a la izquierda de la barra de direcciones.',
  'permit.edge.2': 'En «Permisos para este sitio», ponga Cámara y Micrófono en Permitir.',
  'permit.edge.3': 'Vuelva aquí y pulse «Intentar de nuevo». Si Edge propone actualizar la página, acéptelo.',
  'permit.firefox.1': 'Pulse la cámara o el micrófono tachado a la izquierda de la barra de direcciones.',
  'permit.firefox.2': 'Pulse la × junto a «Bloqueado», en Cámara y en Micrófono.',
  'permit.firefox.3': 'Vuelva aquí, pulse «Intentar de nuevo» y elija Permitir cuando Firefox pregunte.',
  'permit.safari.1': 'En la barra de menús, abra Safari y después «Ajustes de este sitio web…».',
  'permit.safari.2': 'Ponga Cámara y Micrófono en Permitir.',
  'permit.safari.3': 'Vuelva aquí y pulse «Intentar de nuevo».',
  'permit.ios.1':
    'En Safari, pulse el icono de página o «aA» en la barra de direcciones, después «Ajustes del sitio web», y ponga Cámara y Micrófono en Permitir.',
  'permit.ios.2':
    'En otro navegador, o si no ayudó: abra los Ajustes del iPhone o iPad, Apps, su navegador, y active Cámara y Micrófono.',
  'permit.ios.3': 'Vuelva aquí y pulse «Intentar de nuevo». Si no basta, cargue la página otra vez.',
  'permit.android.1':
    'Pulse el icono a la izquierda de la barra de direcciones, después Permisos, y permita Cámara y Micrófono.',
  'permit.android.2':
    'Si no ayudó: abra los Ajustes del teléfono, Aplicaciones, su navegador, Permisos, y permita Cámara y Micrófono.',
  'permit.android.3': 'Vuelva aquí y pulse «Intentar de nuevo». Si no basta, cargue la página otra vez.',
  'permit.other.1': 'Busque un candado, una cámara o un icono de ajustes junto a la dirección de la página y púlselo.',
  'permit.other.2': 'Permita Cámara y Micrófono para esta página.',
  'permit.other.3':
    'Vuelva aquí y pulse «Intentar de nuevo». Si no existe ese ajuste, abra su enlace en Chrome, Edge, Firefox o Safari.',
  'permit.system':
    '¿Sigue bloqueado? En un ordenador, sus propios ajustes de privacidad pueden negar la cámara y el micrófono a todos los navegadores: mire en Privacidad, en los ajustes de Windows o macOS.',
  'fix.cannot-hear': 'No oigo a la otra persona',
  'fix.cannot-hear.1':
    'Suba el volumen de su dispositivo y mire si hay unos auriculares conectados que no lleva puestos. En un teléfono, mire el modo silencio.',
  'fix.cannot-hear.2':
    'Mire el nombre de la otra persona en la llamada: «micrófono apagado» significa que tiene que encenderlo.',
  'fix.cannot-hear.3':
    'Si la página muestra un botón para oír a la otra persona, púlselo: los navegadores no reproducen sonido antes de que usted pulse algo.',
  'fix.cannot-hear.4': 'Abra los dispositivos, elija otro altavoz y reproduzca el sonido de prueba.',
  'fix.cannot-hear.5': 'Salga de la llamada y vuelva a entrar. La llamada sigue entretanto.',
  'fix.not-heard': 'La otra persona no me oye',
  'fix.not-heard.1': 'Mire el botón del micrófono: si está tachado, púlselo.',
  'fix.not-heard.2': 'Abra los dispositivos y diga algo: si la barra no se mueve, elija otro micrófono.',
  'fix.not-heard.3': 'Muchos auriculares tienen su propio interruptor de silencio: mire el cable o el auricular.',
  'fix.not-heard.4': 'Cierre otros programas y ventanas que usen el micrófono.',
  'fix.not-heard.5':
    'Mire si el navegador puede usar el micrófono: los pasos están más abajo, en «Permitir la cámara y el micrófono».',
  'fix.no-picture': 'No hay imagen',
  'fix.no-picture.1': 'Si falta la suya, mire el botón de la cámara: si está tachado, púlselo.',
  'fix.no-picture.2':
    'Mire si hay una tapa o un deslizador delante del objetivo y cierre otros programas que usen la cámara.',
  'fix.no-picture.3': 'Abra los dispositivos y elija otra cámara.',
  'fix.no-picture.4':
    'Si falta la de la otra persona, puede que su cámara esté apagada. Con una red débil la imagen se detiene para que la voz siga clara; vuelve sola.',
  'fix.freezes': 'La imagen se congela o el sonido se corta',
  'fix.freezes.1': 'Acérquese al wifi o use un cable. Los datos móviles suelen ser mejores que el wifi de un hotel.',
  'fix.freezes.2': 'Detenga descargas, películas y otras llamadas en la misma red.',
  'fix.freezes.3': 'Apague su cámara un rato: la voz necesita mucho menos.',
  'fix.freezes.4':
    'Cierre otros programas y pestañas y enchufe su dispositivo: muchos van más despacio para ahorrar batería.',
  'fix.cannot-join': 'No puedo entrar',
  'fix.cannot-join.1':
    'Mire la hora de su sesión: la puerta se abre un poco antes. Puede dejar la página abierta; le deja entrar sola.',
  'fix.cannot-join.2': 'Abra su propio enlace de su mensaje más reciente, completo.',
  'fix.cannot-join.3':
    'Si el enlace se abrió dentro de un programa de correo o de chat, cópielo en Chrome, Edge, Firefox o Safari.',
  'fix.cannot-join.4':
    'Pruebe la conexión en la página antes de la llamada. Las redes de empresas y hoteles a veces bloquean las llamadas: apague la VPN o pruebe con datos móviles.',
  'fix.cannot-join.5': 'Si nada ayuda, llame a la consulta con la que concertó la cita.',
  'fix.lost': 'Se perdió la conexión',
  'fix.lost.1':
    'Espere un momento y deje la página abierta: se vuelve a conectar sola. Mientras se oigan, sigan hablando.',
  'fix.lost.2': 'Apague y encienda el wifi, o cambie a datos móviles.',
  'fix.lost.3': 'Si no ocurre nada en un minuto, cargue la página otra vez: vuelve a la misma llamada.',
  'fix.lost.4': 'Si la página ya no está, abra su enlace de nuevo, también en otro dispositivo.',
  'faq.recorded': '¿Se graba la llamada?',
  'faq.recorded.answer':
    'No. Aquí nada graba: no existe esa función, y la imagen y el sonido no pasan por los programas de este servidor. Como cualquier llamada, una persona aún podría grabarla en su propio dispositivo con otros medios.',
  'faq.who': '¿Quién puede vernos y oírnos?',
  'faq.who.answer':
    'Solo quienes están en la sala, y usted ve a cada uno. Pueden entrar las personas de la sesión y una persona que administra este servicio. La imagen y el sonido van cifrados entre sus navegadores; un repetidor, si hace falta, los transmite sin poder leerlos. El servidor pone en contacto a los navegadores, así que usted confía en quien lo gestiona.',
  'faq.chat': '¿Qué ocurre con los mensajes del chat?',
  'faq.chat.answer':
    'Van cifrados de navegador a navegador y no se guardan en ningún sitio. Cuando cierra la página, desaparecen.',
  'faq.browsers': '¿Qué navegadores y dispositivos funcionan?',
  'faq.browsers.answer':
    'Las versiones actuales de Chrome, Edge, Firefox y Safari, en ordenadores, tabletas y teléfonos. No hay que instalar nada. Las versiones antiguas son una causa frecuente de problemas: instale las actualizaciones de su dispositivo.',
  'faq.lost': '¿Y si pierdo la conexión?',
  'faq.lost.answer':
    'La llamada sigue abierta y la página vuelve sola. También puede cargar la página otra vez o abrir su enlace en otro dispositivo: la llamada pasa allí.',
  'faq.data': '¿Qué datos se guardan?',
  'faq.data.answer':
    'Su nombre y su correo, sus sesiones y si están pagadas, cuándo empezó y terminó una llamada y quién estaba en ella, cifras sobre la calidad de la conexión y su valoración. Cuando alguien entra, inicia o termina una llamada, o es rechazado, se anotan por seguridad la hora, la dirección de internet y el tipo de navegador. La imagen, el sonido y el chat nunca se guardan. Pregunte a la consulta qué tiene sobre usted y pídale que lo borre. Su elección de idioma y de dispositivos queda en este navegador.',
  'help.in.chrome': 'En Chrome',
  'help.in.edge': 'En Edge',
  'help.in.firefox': 'En Firefox',
  'help.in.safari': 'En Safari en un Mac',
  'help.in.ios': 'En un iPhone o iPad',
  'help.in.android': 'En un teléfono o tableta Android',
  'help.in.other': 'En otros navegadores',
};
