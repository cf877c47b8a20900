// The connection test.
import type { connection as english } from '../en/connection';
import type { Strings } from '../strings';

export const connection: Strings<typeof english> = {
  'connection.title': 'Prueba de conexión',
  'connection.run': 'Probar la conexión',
  'connection.again': 'Probar de nuevo',
  'connection.hint': 'Dura como mucho 8 segundos. Puede entrar en cualquier momento.',
  'connection.running': 'Probando…',
  'connection.details': 'Detalles',
  'connection.verdict.ready': 'Su conexión está lista para la llamada.',
  'connection.verdict.audio-first':
    'La llamada funcionará, con prioridad para la voz: la imagen puede verse pequeña o detenerse a veces.',
  'connection.verdict.will-not-work': 'Una llamada no funcionará con esta conexión.',
  'connection.because': 'Porque {reason}',
  'connection.tryThis':
    'Pruebe con datos móviles u otro wifi, apague la VPN y vuelva a probar. De todos modos puede entrar.',
  'connection.step.signaling': 'Llegar al servidor',
  'connection.step.udp': 'Camino directo para sonido e imagen',
  'connection.step.relay': 'Rodeo por un repetidor',
  'connection.step.throughput': 'Velocidad',
  'connection.step.loss': 'Pérdidas y retardo',
  'connection.state.waiting': 'aún no',
  'connection.state.running': 'probando…',
  'connection.state.ok': 'bien',
  'connection.state.poor': 'flojo',
  'connection.state.failed': 'no funciona',
  'connection.state.not-tested': 'sin probar',
  'connection.reason.SIGNALING_BLOCKED': 'esta página no puede llegar al servidor.',
  'connection.reason.SIGNALING_POLLING_ONLY':
    'algo en el camino rompe las conexiones duraderas (WebSockets); se usa un modo más lento.',
  'connection.reason.SIGNALING_SLOW': 'el servidor responde despacio.',
  'connection.reason.UDP_BLOCKED': 'esta red bloquea los caminos directos para llamadas (UDP).',
  'connection.reason.NOTHING_TO_ASK': 'el servidor no indica con quién probarlo; la llamada misma lo dirá.',
  'connection.reason.NO_RELAY_CONFIGURED': 'este servicio no tiene repetidor.',
  'connection.reason.RELAY_UNREACHABLE': 'no se puede llegar al repetidor desde esta red.',
  'connection.reason.RELAY_TCP_ONLY':
    'solo se llega al repetidor por TCP o TLS, que se recupera despacio de las pérdidas.',
  'connection.reason.NO_UDP_NO_RELAY':
    'esta red bloquea los caminos directos para llamadas y no hay ningún repetidor que pueda ayudar.',
  'connection.reason.NARROW_UPLOAD': 'su red envía despacio.',
  'connection.reason.NARROW_DOWNLOAD': 'su red recibe despacio.',
  'connection.reason.LOSS_HIGH': 'parte de lo que se envía se pierde por el camino.',
  'connection.reason.DELAY_HIGH': 'los datos tardan mucho en llegar.',
  'connection.reason.TOO_OFTEN': 'se acaba de medir demasiadas veces.',
  'connection.reason.NO_ANSWER': 'la medición no obtuvo una respuesta útil.',
  'connection.reason.TIME_UP': 'el tiempo de la prueba terminó antes.',
  'connection.number.took': '{ms} ms para conectar',
  'connection.number.rtt': '{ms} ms de ida y vuelta',
  'connection.number.loss': '{share} perdido',
  'connection.number.up': '{rate} Mbit/s al enviar',
  'connection.number.down': '{rate} Mbit/s al recibir',
  'connection.number.over': 'por {protocols}',
  'connection.stepLine': '{step}: {state}',
};
