// What the models around the call live in, all of it in a test's hands.
import { ServerClock } from '../../src/core/clock';
import type { HomeEnvironment } from '../../src/core/home/environment';
import type { SessionRow } from '../../src/contract/rest';
import { FakeServer } from '../fakes/fake_server';
import { FakeVisibility } from '../fakes/fake_visibility';
import { ManualClock } from '../fakes/manual_clock';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export class HomeWorld {
  readonly clock = new ManualClock();
  readonly serverClock = new ServerClock(this.clock);
  readonly server = new FakeServer();
  readonly page = new FakeVisibility();
  readonly copied: string[] = [];
  clipboard: 'works' | 'refuses' = 'works';

  readonly environment: HomeEnvironment = {
    requests: this.server,
    clock: this.clock,
    random: () => 0,
    serverClock: this.serverClock,
    page: this.page,
    origin: 'https://calls.example.org',
    copy: async (text) => {
      if (this.clipboard === 'refuses') throw new DOMException('no', 'NotAllowedError');
      this.copied.push(text);
    },
  };

  /** A confirmed and paid session of client c and psychologist p, the window 15 min before to 2 h after. */
  session(startsIn: number, rest: Partial<SessionRow> = {}): SessionRow {
    const startsAt = this.serverClock.now() + startsIn;
    return {
      id: '1'.repeat(24),
      clientId: 'c',
      psychologistId: 'p',
      sessionDate: new Date(startsAt).toISOString(),
      sessionType: 'Individual',
      status: 'Confirmed',
      paymentStatus: 'Paid',
      canJoin: startsIn <= 15 * MINUTE,
      reason: startsIn <= 15 * MINUTE ? null : 'TOO_EARLY',
      joinFrom: new Date(startsAt - 15 * MINUTE).toISOString(),
      joinUntil: new Date(startsAt + 2 * HOUR).toISOString(),
      client: { id: 'c', name: 'Client Example', email: 'client@example.org' },
      psychologist: { id: 'p', name: 'Psychologist Example', email: 'psychologist@example.org' },
      ...rest,
    };
  }
}
