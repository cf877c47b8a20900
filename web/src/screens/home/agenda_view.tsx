import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { UserRole } from '../../contract/rest';
import type { Agenda, AgendaItem } from '../../core/home/agenda';
import type { DashboardSnapshot } from '../../core/home/dashboard';
import { formatDate, formatDay, formatZone, t } from '../../i18n';
import { SectionCard } from '../../ui/section_card';
import { SessionCard } from '../../ui/session_card';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { AgendaRow, SessionChips } from './agenda_row';
import { doorAdvice, doorCountdown, doorText, isOpen, joinLabel, longJoinLabel, sessionTitle } from './session_texts';

export interface AgendaViewProps {
  dashboard: DashboardSnapshot;
  role: UserRole;
}

/** The next session on top, then the day, then the days to come. */
export function AgendaView({ dashboard, role }: AgendaViewProps) {
  const { agenda, now, refusal, refresh } = dashboard;
  return (
    <Stack spacing={2}>
      {refusal !== undefined && (
        <VideoCallErrorDisplay problem={refusal} retry={refresh}>
          {agenda && t('home.stale')}
        </VideoCallErrorDisplay>
      )}
      {agenda ? (
        <Days agenda={agenda} now={now} role={role} />
      ) : (
        refusal === undefined && (
          <Typography role="status" color="textSecondary">
            {t('sessions.loading')}
          </Typography>
        )
      )}
    </Stack>
  );
}

function Days({ agenda, now, role }: { agenda: Agenda; now: number; role: UserRole }) {
  const { next, today, days, done } = agenda;
  return (
    <>
      {next ? <NextSession item={next} now={now} /> : <Nothing role={role} />}
      {today.length > 0 && <Day title={t('home.today')} items={today} now={now} joinable />}
      {days.map(({ day, items }) => (
        <Day key={day} title={formatDay(day)} items={items} now={now} />
      ))}
      {done.length > 0 && <Day title={t('home.done')} items={done} now={now} muted />}
    </>
  );
}

function Nothing({ role }: { role: UserRole }) {
  return (
    <SectionCard title={t('home.none.title')}>
      <Typography>{t(role === 'psychologist' ? 'home.none.psychologist' : 'home.none.client')}</Typography>
    </SectionCard>
  );
}

function NextSession({ item, now }: { item: AgendaItem; now: number }) {
  const open = isOpen(item.door);
  return (
    <SessionCard
      eyebrow={t(open ? 'home.now' : 'home.next')}
      title={sessionTitle(item)}
      when={formatDate(item.startsAt)}
      zone={t('home.zone', { zone: formatZone(item.startsAt) })}
      chips={<SessionChips item={item} />}
      door={doorText(item.door, now)}
      countdown={doorCountdown(item.door)}
      advice={doorAdvice(item.door)}
      join={{
        label: joinLabel(item.door),
        longLabel: longJoinLabel(item),
        href: open ? `/call/${item.session.id}` : undefined,
      }}
    />
  );
}

interface DayProps {
  title: string;
  items: readonly AgendaItem[];
  now: number;
  joinable?: boolean;
  muted?: boolean;
}

function Day({ title, items, now, joinable = false, muted = false }: DayProps) {
  return (
    <SectionCard title={title}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {items.map((item) => (
          <AgendaRow key={item.session.id} item={item} now={now} joinable={joinable} muted={muted} />
        ))}
      </Box>
    </SectionCard>
  );
}
