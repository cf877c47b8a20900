import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import Box from '@mui/material/Box';
import type { LiveParticipant } from '../../contract/rest';
import type { LiveCallItem, LiveCallsSnapshot } from '../../core/admin/live_calls';
import { formatMoment, formatTimer, plural, t } from '../../i18n';
import { SectionCard } from '../../ui/section_card';
import { StatusChip } from '../../ui/status_chip';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';

/** Who is in a call at this moment. */
export function LiveView({ live: { calls, now, refusal } }: { live: LiveCallsSnapshot }) {
  return (
    <Stack spacing={2}>
      <Typography role="status" color="textSecondary">
        {calls ? countText(calls.length) : refusal === undefined && t('app.loading')}
      </Typography>
      {refusal !== undefined && (
        <VideoCallErrorDisplay problem={refusal}>{calls && t('home.stale')}</VideoCallErrorDisplay>
      )}
      {calls?.map((call) => <LiveCallCard key={call.sessionId} call={call} now={now} />)}
    </Stack>
  );
}

function countText(count: number): string {
  return count === 0 ? t('admin.live.none') : plural('admin.live.count', count);
}

function LiveCallCard({ call, now }: { call: LiveCallItem; now: number }) {
  const { client, psychologist, elapsedSeconds, participants } = call;
  return (
    <SectionCard title={t('admin.live.people', { client: client.name, psychologist: psychologist.name })}>
      <Stack spacing={1} data-testid="live-call">
        <Typography>
          {t(`sessions.type.${call.sessionType}`)} ·{' '}
          {elapsedSeconds === undefined ? (
            t('admin.live.waiting')
          ) : (
            <>
              {t('admin.live.since', { time: formatMoment(Date.parse(call.startedAt ?? ''), now) })} ·{' '}
              <Box component="span" role="timer" sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>
                {formatTimer(elapsedSeconds)}
              </Box>
            </>
          )}
        </Typography>
        {participants.length === 0 && <Typography>{t('admin.live.nobody')}</Typography>}
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1 }}>
          {participants.map((person) => (
            <Participant key={person.userId} person={person} now={now} />
          ))}
        </Box>
      </Stack>
    </SectionCard>
  );
}

function Participant({ person, now }: { person: LiveParticipant; now: number }) {
  const { connected, state } = person;
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {person.userName} ({t(`role.${person.userRole}`)})
      </Box>
      <StatusChip tone={connected ? 'good' : 'busy'} label={t(connected ? 'admin.live.connected' : 'admin.live.lost')} />
      <Typography variant="body2" color="textSecondary">
        {[
          t('admin.live.joined', { time: formatMoment(Date.parse(person.joinedAt), now) }),
          t(state.audio ? 'admin.live.audio.on' : 'admin.live.audio.off'),
          t(state.video ? 'admin.live.video.on' : 'admin.live.video.off'),
          state.screen && t('admin.live.screen'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Typography>
    </Box>
  );
}
