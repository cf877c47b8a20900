import { describe, expect, it } from 'vitest';
import { agendaAt, type Agenda } from '../../src/core/home/agenda';
import type { SessionRow } from '../../src/contract/rest';
import { HomeWorld, HOUR, MINUTE } from './home_world';

/** Ten in the morning of the reader's zone, so that "today" has hours on both sides. */
const NOW = new Date(2030, 0, 1, 10, 0, 0).getTime();
const world = new HomeWorld();
const OFFSET = NOW - world.serverClock.now();

function row(id: string, startsIn: number, rest: Partial<SessionRow> = {}): SessionRow {
  return world.session(startsIn + OFFSET, {
    id,
    canJoin: startsIn <= 15 * MINUTE,
    reason: startsIn <= 15 * MINUTE ? null : 'TOO_EARLY',
    ...rest,
  });
}

const ids = (items: Agenda['today']): string[] => items.map(({ session }) => session.id);
const completed = { status: 'Completed', canJoin: false, reason: 'SESSION_COMPLETED' } as const;
const cancelled = { status: 'Cancelled', canJoin: false, reason: 'SESSION_CANCELLED' } as const;
const unpaid = { paymentStatus: 'Pending', canJoin: false, reason: 'PAYMENT_PENDING' } as const;

describe('a psychologist’s day', () => {
  const rows = [
    row('done', -2 * HOUR, completed),
    row('nobody-came', -HOUR),
    row('now', 5 * MINUTE),
    row('cancelled', HOUR, cancelled),
    row('unpaid', 2 * HOUR, unpaid),
    row('tomorrow', 24 * HOUR),
    row('also-tomorrow', 25 * HOUR),
    row('next-week', 24 * 7 * HOUR),
  ];

  it('has the session whose time it is on top, the rest of today below, then the days', () => {
    const agenda = agendaAt(rows, 'p', NOW);
    expect(agenda.next?.session.id).toBe('now');
    expect(ids(agenda.today)).toEqual(['nobody-came', 'cancelled', 'unpaid']);
    expect(agenda.days.map(({ items }) => ids(items))).toEqual([['tomorrow', 'also-tomorrow'], ['next-week']]);
    expect(ids(agenda.done)).toEqual(['done']);
  });

  it('puts a call under way before every other open door', () => {
    const agenda = agendaAt([row('running', -50 * MINUTE, { status: 'In Progress' }), ...rows], 'p', NOW);
    expect(agenda.next).toMatchObject({ session: { id: 'running' }, door: { kind: 'in-progress' } });
  });

  it('shows the one they will meet', () => {
    expect(agendaAt(rows, 'p', NOW).next?.others).toEqual([{ name: 'Client Example', role: 'client' }]);
    expect(agendaAt(rows, 'c', NOW).next?.others).toEqual([{ name: 'Psychologist Example', role: 'psychologist' }]);
  });
});

describe('the next session', () => {
  it('may be one that something stands in the way of: that is what there is to know', () => {
    const agenda = agendaAt([row('unpaid', 2 * HOUR, unpaid), row('later', 30 * HOUR)], 'c', NOW);
    expect(agenda.next).toMatchObject({ session: { id: 'unpaid' }, door: { kind: 'closed', reason: 'PAYMENT_PENDING' } });
  });

  it('is never one that was cancelled or is over', () => {
    expect(agendaAt([row('a', HOUR, cancelled), row('b', -HOUR, completed)], 'c', NOW).next).toBeUndefined();
  });

  it('a cancelled one is over once its time has come', () => {
    const rows = [row('a', HOUR, cancelled)];
    expect(ids(agendaAt(rows, 'c', NOW).today)).toEqual(['a']);
    expect(ids(agendaAt(rows, 'c', NOW + HOUR).done)).toEqual(['a']);
  });
});
