import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { User } from '../../contract/rest';
import { formatZone, t } from '../../i18n';
import { FactList } from '../../ui/fact_list';
import { SectionCard } from '../../ui/section_card';

/** Who one is here. `now`: milliseconds, because a zone's name changes with the season. */
export function ProfileView({ user, now }: { user: User; now: number }) {
  return (
    <SectionCard title={t('profile.title')}>
      <Stack spacing={2} data-testid="profile">
        <FactList
          facts={[
            [t('profile.name'), user.name],
            [t('profile.email'), user.email ?? t('profile.noEmail')],
            [t('profile.role'), t(`role.${user.role}`)],
            [t('profile.zone'), formatZone(now)],
          ]}
        />
        <Typography variant="body2" color="textSecondary">
          {t('profile.wrong')}
        </Typography>
      </Stack>
    </SectionCard>
  );
}
