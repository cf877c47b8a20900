import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { SessionRow } from '../../contract/rest';
import type { SessionDeskSnapshot } from '../../core/admin/session_desk';
import { formatShortDate, formatZone, t } from '../../i18n';
import { RecordTable, type Column } from '../../ui/record_table';
import { StatusChip } from '../../ui/status_chip';
import { paymentText, paymentTone, statusText, statusTone } from '../home/session_texts';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { NoticeLine } from './notice_text';
import { ChangeSessionDialog, NewSessionDialog } from './session_dialogs';
import { SessionFilters } from './session_filters';

export interface SessionsViewProps {
  desk: SessionDeskSnapshot;
  /** Server time, milliseconds. */
  now: number;
  active: boolean;
}

export function SessionsView({ desk, now, active }: SessionsViewProps) {
  const { list } = desk;
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 2, alignItems: 'center', mb: 2 }}>
        <Button variant="contained" onClick={desk.startNew}>
          {t('admin.session.new')}
        </Button>
        <Typography variant="body2" color="textSecondary">
          {t('home.zone', { zone: formatZone(now) })}
        </Typography>
      </Stack>
      <SessionFilters filter={list.filter} setFilter={desk.setFilter} />
      <NoticeLine notice={desk.notice} copyLink={desk.copyLink} />
      {list.refusal !== undefined && <VideoCallErrorDisplay problem={list.refusal} />}
      {list.items && list.items.length > 0 && (
        <RecordTable label={t('admin.title.sessions')} columns={columnsOf(desk)} rows={list.items} testId="session-record" />
      )}
      {list.items?.length === 0 && !list.busy && <Typography sx={{ py: 2 }}>{t('admin.session.none')}</Typography>}
      <ListFoot desk={desk} />
      {active && desk.creating && (
        <NewSessionDialog form={desk.creating} directory={desk.directory} close={desk.close} now={now} />
      )}
      {active && desk.changing && <ChangeSessionDialog form={desk.changing} close={desk.close} now={now} />}
    </>
  );
}

function ListFoot({ desk: { list } }: { desk: SessionDeskSnapshot }) {
  return (
    <Stack direction="row" spacing={2} sx={{ mt: 2, alignItems: 'center' }}>
      {list.more && <Button onClick={list.more}>{t('admin.more')}</Button>}
      <Button onClick={list.refresh} disabled={!list.refresh}>
        {t('admin.refresh')}
      </Button>
      <Box role="status" sx={{ color: 'text.secondary' }}>
        {list.busy && t('app.loading')}
      </Box>
    </Stack>
  );
}

function columnsOf(desk: SessionDeskSnapshot): [Column<SessionRow>, ...Column<SessionRow>[]] {
  return [
    { name: t('admin.session.date'), cell: (row) => formatShortDate(Date.parse(row.sessionDate)), oneLine: true },
    { name: t('role.client'), cell: (row) => row.client?.name },
    { name: t('role.psychologist'), cell: (row) => row.psychologist?.name },
    { name: t('admin.session.type'), cell: (row) => t(`sessions.type.${row.sessionType}`) },
    {
      name: t('admin.session.status'),
      cell: ({ status }) => <StatusChip tone={statusTone(status)} label={statusText(status)} />,
    },
    {
      name: t('admin.session.payment'),
      cell: ({ paymentStatus }) => <StatusChip tone={paymentTone(paymentStatus)} label={paymentText(paymentStatus)} />,
    },
    { name: '', cell: (row) => <RowActions row={row} desk={desk} />, oneLine: true },
  ];
}

// Every row has the same two buttons: what tells them apart by ear is whose session it is.
function RowActions({ row, desk }: { row: SessionRow; desk: SessionDeskSnapshot }) {
  const about = `${row.client?.name ?? ''}, ${formatShortDate(Date.parse(row.sessionDate))}`;
  return (
    <Stack direction="row" spacing={0.5} sx={{ justifyContent: { md: 'flex-end' } }}>
      <Button
        size="small"
        aria-label={`${t('admin.change')}: ${about}`}
        onClick={() => {
          desk.startChange(row);
        }}
      >
        {t('admin.change')}
      </Button>
      <Button
        size="small"
        aria-label={`${t('admin.copyLink')}: ${about}`}
        onClick={() => {
          desk.copyLink(row.id);
        }}
      >
        {t('admin.copyLink')}
      </Button>
    </Stack>
  );
}
