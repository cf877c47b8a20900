import Box from '@mui/material/Box';
import type { SessionFilter } from '../../core/admin/session_list';
import { t } from '../../i18n';
import { ChoiceField } from '../../ui/choice_field';
import { TextField } from '../../ui/text_field';
import { anyChoice, statusChoices } from './choices';

export interface SessionFiltersProps {
  filter: SessionFilter;
  setFilter: (filter: SessionFilter) => void;
}

export function SessionFilters({ filter, setFilter }: SessionFiltersProps) {
  return (
    <Box
      role="group"
      aria-label={t('admin.filter')}
      sx={{ display: 'grid', gap: 2, mb: 2, gridTemplateColumns: { xs: '1fr 1fr', md: '14em 12em 12em' } }}
    >
      <Box sx={{ gridColumn: { xs: '1 / -1', md: 'auto' } }}>
        <ChoiceField
          label={t('admin.session.status')}
          choices={[anyChoice(), ...statusChoices()]}
          chosen={filter.status}
          choose={(status) => {
            setFilter({ ...filter, status });
          }}
        />
      </Box>
      <TextField
        label={t('admin.filter.from')}
        type="date"
        value={filter.fromDay}
        change={(fromDay) => {
          setFilter({ ...filter, fromDay });
        }}
      />
      <TextField
        label={t('admin.filter.to')}
        type="date"
        value={filter.toDay}
        change={(toDay) => {
          setFilter({ ...filter, toDay });
        }}
      />
    </Box>
  );
}
