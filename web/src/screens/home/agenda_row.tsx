import type { AgendaItem } from '../../core/home/agenda';
import { formatClock } from '../../i18n';
import { SessionRow } from '../../ui/session_row';
import { StatusChip } from '../../ui/status_chip';
import {
  doorCountdown,
  doorText,
  isOpen,
  isSoon,
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
  /** Of today: when it opens is said, and the way in is shown, on or off, when that is soon. */
  joinable: boolean;
  muted: boolean;
}

export function AgendaRow({ item, now, joinable, muted }: AgendaRowProps) {
  const { door, startsAt, session } = item;
  const open = isOpen(door);
  const soon = door.kind === 'opens' && isSoon(door);
  const worthSaying = !muted && (joinable || open || door.kind === 'closed');
  const note = [doorText(door, now), soon && doorCountdown(door)].filter(Boolean).join(' ');
  return (
    <SessionRow
      time={formatClock(startsAt)}
      title={sessionTitle(item)}
      chips={<SessionChips item={item} />}
      note={worthSaying ? note : undefined}
      join={
        open || (joinable && soon)
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
