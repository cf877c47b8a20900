import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import type { User } from '../../contract/rest';
import type { UserDeskSnapshot } from '../../core/admin/user_desk';
import { plural, t } from '../../i18n';
import { ChoiceField } from '../../ui/choice_field';
import { RecordTable, type Column } from '../../ui/record_table';
import { TextField } from '../../ui/text_field';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { anyChoice, roleChoices } from './choices';
import { NoticeLine } from './notice_text';
import { UserDialog } from './user_dialog';

/** So many at a time: who looks for somebody types a name. */
const SHOWN_AT_FIRST = 50;

export function UsersView({ desk, active }: { desk: UserDeskSnapshot; active: boolean }) {
  const { users, busy, refusal, refresh } = desk.directory;
  const [search, setSearch] = useState('');
  const [role, setRole] = useState('');
  const [shown, setShown] = useState(SHOWN_AT_FIRST);
  const found = users?.filter((user) => (role === '' || user.role === role) && matches(user, search));
  return (
    <>
      <Button variant="contained" onClick={desk.startNew} sx={{ mb: 2 }}>
        {t('admin.user.new')}
      </Button>
      <Box
        role="group"
        aria-label={t('admin.filter')}
        sx={{ display: 'grid', gap: 2, mb: 2, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr' }, maxWidth: 640 }}
      >
        <TextField label={t('admin.user.search')} type="search" value={search} change={setSearch} />
        <ChoiceField
          label={t('profile.role')}
          choices={[anyChoice(), ...roleChoices()]}
          chosen={role}
          choose={setRole}
        />
      </Box>
      <NoticeLine notice={desk.notice} />
      {refusal !== undefined && <VideoCallErrorDisplay problem={refusal} />}
      <Typography role="status" variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {busy ? t('app.loading') : found && plural('admin.user.count', found.length)}
      </Typography>
      {found && found.length > 0 && (
        <RecordTable
          label={t('admin.title.users')}
          columns={columnsOf(desk)}
          rows={found.slice(0, shown)}
          testId="user-record"
        />
      )}
      <Stack direction="row" spacing={2} sx={{ mt: 2 }}>
        {found && found.length > shown && (
          <Button
            onClick={() => {
              setShown(shown + SHOWN_AT_FIRST);
            }}
          >
            {t('admin.more')}
          </Button>
        )}
        <Button onClick={refresh} disabled={!refresh}>
          {t('admin.refresh')}
        </Button>
      </Stack>
      {active && desk.form && <UserDialog form={desk.form} close={desk.close} />}
    </>
  );
}

function matches({ name, email }: User, search: string): boolean {
  const wanted = search.trim().toLocaleLowerCase();
  return `${name}\n${email ?? ''}`.toLocaleLowerCase().includes(wanted);
}

function columnsOf(desk: UserDeskSnapshot): [Column<User>, ...Column<User>[]] {
  return [
    { name: t('profile.name'), cell: ({ name }) => name },
    { name: t('profile.email'), cell: ({ email }) => email },
    { name: t('profile.role'), cell: (user) => t(`role.${user.role}`) },
    {
      name: '',
      cell: (user) => (
        <Box sx={{ textAlign: { md: 'end' } }}>
          <Button
            size="small"
            aria-label={`${t('admin.change')}: ${user.name}`}
            onClick={() => {
              desk.startChange(user);
            }}
          >
            {t('admin.change')}
          </Button>
        </Box>
      ),
    },
  ];
}
