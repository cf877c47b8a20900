// The whole call's connection in words. Pure.
import type { QualityLevel, QualitySummary } from '../../core/quality/types';
import { plural, t } from '../../i18n';

const PLAIN = {
  1: 'final.quality.1',
  2: 'final.quality.2',
  3: 'final.quality.3',
  4: 'final.quality.4',
  5: 'final.quality.5',
} as const;
const WITH_REASON = {
  1: 'final.because.1',
  2: 'final.because.2',
  3: 'final.because.3',
  4: 'final.because.4',
  5: 'final.because.5',
} as const;

function nearestLevel(average: number): QualityLevel {
  return Math.min(5, Math.max(1, Math.round(average))) as QualityLevel;
}

/** undefined when nothing was measured. */
export function qualitySentence(summary: QualitySummary): string | undefined {
  if (summary.averageLevel === undefined) return undefined;
  const level = nearestLevel(summary.averageLevel);
  const { mainReason } = summary;
  const sentence =
    mainReason === undefined || mainReason === 'good'
      ? t(PLAIN[level])
      : t(WITH_REASON[level], { reason: t(`final.reason.${mainReason}`) });
  return summary.interruptions > 0 ? `${sentence} ${plural('final.interruptions', summary.interruptions)}` : sentence;
}
