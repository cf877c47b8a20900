// Joins the quality monitor to a call: which links there are, who is told, and what a standstill means.
import type { QualityLink, QualityMonitorOptions, QualityReport } from '../quality/quality_link';
import { QualityMonitor } from '../quality/quality_monitor';
import { QualityReporter, type QualityReporterOptions } from '../quality/quality_reporter';
import type { Remote } from './remote';

export interface CallQualityOptions extends QualityReporterOptions, Pick<QualityMonitorOptions, 'setFacts' | 'sharing' | 'restartCamera'> {
  others: () => readonly Remote[];
  /** An administrator who looks in has no part in the session's record. */
  isParticipant: () => boolean;
}

export function monitorQuality(options: CallQualityOptions): QualityMonitor {
  const { clock, setFacts, sharing, restartCamera, others } = options;
  return new QualityMonitor({
    clock,
    setFacts,
    sharing,
    restartCamera,
    links: () => others().flatMap(qualityLink),
    askKeyFrame: (userId) => {
      others()
        .find((remote) => remote.userId === userId)
        ?.say({ type: 'key-frame' });
    },
    report: reportOf(options),
  });
}

/** Packets that stop are seen seconds before the browser calls the path disconnected. Returns how to stop watching. */
export function doubtStalled(monitor: QualityMonitor, others: () => readonly Remote[]): () => void {
  let before = new Set<string>();
  return monitor.subscribe(() => {
    const { remotes } = monitor.snapshot();
    const stalled = new Set(remotes.filter(({ liveness }) => liveness === 'stalled').map(({ userId }) => userId));
    for (const remote of others()) {
      if (stalled.has(remote.userId) && !before.has(remote.userId)) remote.doubt();
    }
    before = stalled;
  });
}

function reportOf(options: CallQualityOptions): QualityReport {
  const reporter = new QualityReporter(options);
  return {
    add: (observation) => {
      if (options.isParticipant()) reporter.add(observation);
    },
    finish: () => {
      reporter.finish();
    },
  };
}

function qualityLink(remote: Remote): QualityLink[] {
  const { userId, connection, facts, state } = remote;
  if (!connection) return [];
  return [
    { userId, connection, cameraSender: remote.sender('camera'), screenSender: remote.sender('screen'), facts, state },
  ];
}
