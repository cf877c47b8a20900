// Sessions in words. Pure.
import type { AccessReason } from '../../contract/codes';
import type { PaymentStatus, SessionStatus } from '../../contract/rest';
import type { AgendaItem } from '../../core/home/agenda';
import type { Door } from '../../core/home/door';
import { formatMoment, formatRelative, formatTimer, t, type StringKey } from '../../i18n';
import type { Tone } from '../../ui/status_chip';
import { refusalText } from '../texts';

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

export function isOpen(door: Door): boolean {
  return door.kind === 'open' || door.kind === 'in-progress';
}

export function sessionTitle({ session, others }: { session: Pick<AgendaItem['session'], 'sessionType'>; others: AgendaItem['others'] }): string {
  const type = t(`sessions.type.${session.sessionType}`);
  if (others.length === 0) return type;
  return t('sessions.with', { type, name: others.map(({ name }) => name).join(', ') });
}

/** What holds until the door changes; `doorCountdown` says what changes by the second. */
export function doorText(door: Door, now: number): string {
  switch (door.kind) {
    case 'open':
      return t('home.door.open');
    case 'in-progress':
      return t('home.door.inProgress');
    case 'opens':
      return t('home.door.opens', { time: formatMoment(door.at, now) });
    case 'closed':
      return refusalText(door.reason);
  }
}

/** The countdown runs by the second. */
export function isSoon({ opensInMs }: Extract<Door, { kind: 'opens' }>): boolean {
  return opensInMs <= HOUR_MS;
}

/** By the second in the last hour, roughly before. */
export function doorCountdown(door: Door): string | undefined {
  if (door.kind !== 'opens') return undefined;
  const { opensInMs } = door;
  if (!isSoon(door)) return t('home.door.relative', { time: formatRelative(opensInMs) });
  return t('home.door.countdown', { time: formatTimer(Math.ceil(opensInMs / SECOND_MS)) });
}

const ADVICE: Readonly<Partial<Record<AccessReason, StringKey>>> = {
  SESSION_NOT_CONFIRMED: 'home.advice.confirm',
  SESSION_CANCELLED: 'home.advice.book',
  SESSION_DECLINED: 'home.advice.book',
  PAYMENT_PENDING: 'home.advice.pay',
  PAYMENT_FAILED: 'home.advice.payAgain',
  PAYMENT_REFUNDED: 'home.advice.book',
  TOO_LATE: 'home.advice.book',
};

export function doorAdvice(door: Door): string | undefined {
  if (door.kind === 'opens') return t('home.advice.wait');
  const key = door.kind === 'closed' ? ADVICE[door.reason] : undefined;
  return key && t(key);
}

export function joinLabel(door: Door): string {
  return t(door.kind === 'in-progress' ? 'home.joinAgain' : 'sessions.join');
}

/** Begins with the short label, so that what one sees can be said to a voice control. */
export function longJoinLabel(item: AgendaItem): string {
  return `${joinLabel(item.door)}: ${sessionTitle(item)}`;
}

export function statusText(status: SessionStatus): string {
  return t(`sessions.status.${status}`);
}

const STATUS_TONE: Readonly<Record<SessionStatus, Tone>> = {
  Pending: 'busy',
  Confirmed: 'good',
  'In Progress': 'good',
  Completed: 'quiet',
  Cancelled: 'bad',
  Declined: 'bad',
};

export function statusTone(status: SessionStatus): Tone {
  return STATUS_TONE[status];
}

export function paymentText(payment: PaymentStatus): string {
  return t(`sessions.payment.${payment}`);
}

export function paymentTone(payment: PaymentStatus): Tone {
  if (payment === 'Pending') return 'busy';
  if (payment === 'Failed') return 'bad';
  return payment === 'Refunded' ? 'quiet' : 'good';
}
