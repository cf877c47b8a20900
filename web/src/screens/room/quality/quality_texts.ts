// Figures and reasons of the connection as sentences. Pure.
import type { QualityLevel, QualityNumbers, QualityPoint, QualitySnapshot } from '../../../core/quality/types';
import { formatNumber, formatPercent, t, type StringKey } from '../../../i18n';

const LEVEL: Readonly<Record<QualityLevel, StringKey>> = {
  1: 'quality.level.1',
  2: 'quality.level.2',
  3: 'quality.level.3',
  4: 'quality.level.4',
  5: 'quality.level.5',
};

export function levelText(level: QualityLevel | undefined): string {
  return t(level === undefined ? 'quality.level.unknown' : LEVEL[level]);
}

/** What spoils the connection and on whose side: who did nothing wrong should know that. */
export function reasonText({ reason, side }: Pick<QualitySnapshot, 'reason' | 'side'>): string {
  if (reason === undefined) return t('quality.unknown');
  const what = t(`quality.reason.${reason}`);
  // These say whose it is, or there is nothing to say it of.
  if (side === undefined || reason === 'good' || reason === 'cpu' || reason === 'cpu-theirs') return what;
  return `${what} ${t(`quality.side.${side}`)}`;
}

const KBPS_PER_MBPS = 1000;

function kbps(value: number): string {
  return value < KBPS_PER_MBPS
    ? t('quality.kbps', { value: formatNumber(Math.round(value)) })
    : t('quality.mbps', { value: formatNumber(value / KBPS_PER_MBPS, { maximumFractionDigits: 1 }) });
}

export function msText(value: number): string {
  return t('quality.ms', { value: formatNumber(Math.round(value)) });
}

function frameText(width: number | undefined, height: number | undefined, rate: number | undefined): string | undefined {
  if (width === undefined || height === undefined) return undefined;
  if (rate === undefined) return t('quality.frameSize', { width, height });
  return t('quality.frame', { width, height, rate: formatNumber(Math.round(rate)) });
}

/** Relayed when either end's candidate is a relay's (RFC 8445, section 4). */
function pathText({ localCandidateType, remoteCandidateType, protocol }: QualityNumbers): string | undefined {
  if (localCandidateType === undefined && remoteCandidateType === undefined) return undefined;
  const relayed = localCandidateType === 'relay' || remoteCandidateType === 'relay';
  const way = t(relayed ? 'quality.path.relayed' : 'quality.path.direct');
  return protocol === undefined ? way : `${way}, ${protocol.toUpperCase()}`;
}

export interface Figure {
  name: string;
  value: string;
}

/** Name and value of each, in the order in which they are of use. */
export function figures(numbers: QualityNumbers): readonly Figure[] {
  const say = <T>(value: T | undefined, text: (value: T) => string): string =>
    value === undefined ? t('quality.notKnown') : text(value);
  const n = numbers;
  const same = (text: string): string => text;
  return [
    { name: t('quality.rtt'), value: say(n.rttMs, msText) },
    { name: t('quality.jitter'), value: say(n.jitterMs, msText) },
    { name: t('quality.lossIn'), value: say(n.lossIn, formatPercent) },
    { name: t('quality.lossOut'), value: say(n.lossOut, formatPercent) },
    { name: t('quality.bitrateIn'), value: say(n.bitrateInKbps, kbps) },
    { name: t('quality.bitrateOut'), value: say(n.bitrateOutKbps, kbps) },
    { name: t('quality.availableOut'), value: say(n.availableOutKbps, kbps) },
    { name: t('quality.received'), value: say(frameText(n.frameWidth, n.frameHeight, n.framesPerSecond), same) },
    { name: t('quality.sent'), value: say(frameText(n.sentFrameWidth, n.sentFrameHeight, n.sentFramesPerSecond), same) },
    { name: t('quality.path'), value: say(pathText(n), same) },
  ];
}

export function levelHistoryText(history: readonly QualityPoint[]): string {
  const levels = history.flatMap(({ level }) => (level === undefined ? [] : [level]));
  const now = levels.at(-1);
  if (now === undefined) return t('quality.historyNone');
  return t('quality.historyText', {
    now: levelText(now),
    worst: levelText(Math.min(...levels) as QualityLevel),
    best: levelText(Math.max(...levels) as QualityLevel),
  });
}

export function rttHistoryText(history: readonly QualityPoint[]): string {
  const times = history.flatMap(({ rttMs }) => (rttMs === undefined ? [] : [rttMs]));
  if (times.length === 0) return t('quality.historyNone');
  return t('quality.rttHistoryText', { least: msText(Math.min(...times)), most: msText(Math.max(...times)) });
}
