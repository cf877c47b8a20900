// The connection test's figures in words. Pure.
import type { ConnectionNumbers } from '../../core/precall/types';
import { formatNumber, formatPercent, t } from '../../i18n';

const KBPS_PER_MBPS = 1000;

function mbps(kbps: number): string {
  return formatNumber(kbps / KBPS_PER_MBPS, { maximumFractionDigits: 1 });
}

function ms(value: number): string {
  return formatNumber(Math.round(value));
}

/** Only what was measured. */
export function numberTexts({ tookMs, relayProtocols, rttMs, loss, upKbps, downKbps }: ConnectionNumbers): string[] {
  const texts: string[] = [];
  if (tookMs !== undefined) texts.push(t('connection.number.took', { ms: ms(tookMs) }));
  if (relayProtocols && relayProtocols.length > 0) {
    const protocols = relayProtocols.map((protocol) => protocol.toUpperCase()).join(', ');
    texts.push(t('connection.number.over', { protocols }));
  }
  if (rttMs !== undefined) texts.push(t('connection.number.rtt', { ms: ms(rttMs) }));
  if (loss !== undefined) texts.push(t('connection.number.loss', { share: formatPercent(loss) }));
  if (upKbps !== undefined) texts.push(t('connection.number.up', { rate: mbps(upKbps) }));
  if (downKbps !== undefined) texts.push(t('connection.number.down', { rate: mbps(downKbps) }));
  return texts;
}
