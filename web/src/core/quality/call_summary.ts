// The whole call's quality in a few figures, gathered second by second.
import type { Finding } from './quality_level';
import type { QualityReason, QualitySide, QualitySummary } from './types';

/** From this level down a person notices. */
const SPOILT_LEVEL = 3;

export class CallSummary {
  private seconds = 0;
  private levels = 0;
  private interruptions = 0;
  private interrupted = false;
  private readonly spoilt = new Map<QualityReason, { seconds: number; side: QualitySide | undefined }>();

  /** One second of a call that somebody else is in. */
  add(finding: Finding | undefined, interrupted: boolean): void {
    if (interrupted && !this.interrupted) this.interruptions += 1;
    this.interrupted = interrupted;
    if (!finding) return;
    this.seconds += 1;
    this.levels += finding.level;
    if (finding.level > SPOILT_LEVEL) return;
    const seconds = (this.spoilt.get(finding.reason)?.seconds ?? 0) + 1;
    this.spoilt.set(finding.reason, { seconds, side: finding.side });
  }

  read(): QualitySummary {
    const [main] = [...this.spoilt].sort(([, a], [, b]) => b.seconds - a.seconds);
    return {
      seconds: this.seconds,
      averageLevel: this.seconds === 0 ? undefined : this.levels / this.seconds,
      mainReason: main?.[0],
      side: main?.[1].side,
      interruptions: this.interruptions,
    };
  }
}
