import type { AgendaItem } from '../../core/home/agenda';
import { formatClock } from '../../i18n';
import { SessionRow } from '../../ui/session_row';
import { StatusChip } from '../../ui/status_chip';
import {
  doorCountdown,
  doorText,
  isOpen,
  joinLabel,
  longJoinLabel,
  paymentText,
  paymentTone,
  sessionTitle,
  statusText,
  statusTone,
} from './session_texts';

/** Status and payment as words. */
export function SessionChips({ item: { session } }: { item: AgendaItem }) {
  return (
    <>
      <StatusChip tone={statusTone(session.status)} label={statusText(session.status)} />
      <StatusChip tone={paymentTone(session.paymentStatus)} label={paymentText(session.paymentStatus)} />
    </>
  );
}

export interface AgendaRowProps {
  item: AgendaItem;
  now: number;
  /** Shows the way in, on or off. */
  joinable: boolean;
  muted: boolean;
}

export function AgendaRow({ item, now, joinable, muted }: AgendaRowProps) {
  const { door, startsAt, session } = item;
  const open = isOpen(door);
  const worthSaying = open || door.kind === 'closed' || joinable;
  const note = [doorText(door, now), doorCountdown(door)].filter(Boolean).join(' ');
  return (
    <SessionRow
      time={formatClock(startsAt)}
      title={sessionTitle(item)}
      chips={<SessionChips item={item} />}
      note={worthSaying && !muted ? note : undefined}
      join={
        joinable || open
          ? {
              label: joinLabel(door),
              longLabel: longJoinLabel(item),
              href: open ? `/call/${session.id}` : undefined,
            }
          : undefined
      }
      muted={muted}
    />
  );
}
