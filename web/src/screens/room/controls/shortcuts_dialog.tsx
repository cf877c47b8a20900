import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { t } from '../../../i18n';

export interface ShortcutsDialogProps {
  enabled: boolean;
  enable: (enabled: boolean) => void;
  close: () => void;
}

const KEYS = ['m', 'v', 's', 'c', 'f', 'p', 'l', '?'] as const;

export function ShortcutsDialog({ enabled, enable, close }: ShortcutsDialogProps) {
  const id = useId();
  return (
    <Dialog open onClose={close} fullWidth maxWidth="xs" aria-labelledby={id} data-testid="shortcuts-dialog">
      <DialogTitle id={id}>{t('shortcuts.title')}</DialogTitle>
      <DialogContent>
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 2, rowGap: 1, alignItems: 'center' }}>
          {KEYS.map((key) => (
            <Entry key={key} name={key.toUpperCase()} meaning={t(`shortcuts.${key}`)} />
          ))}
          <Entry name={t('shortcuts.spaceKey')} meaning={t('shortcuts.space')} />
        </Box>
        <FormControlLabel
          sx={{ mt: 2, minHeight: 44 }}
          control={
            <Switch
              checked={enabled}
              onChange={(event) => {
                enable(event.target.checked);
              }}
            />
          }
          label={t('shortcuts.use')}
        />
        <Typography variant="body2" color="text.secondary">
          {t('shortcuts.hint')}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={close} autoFocus>
          {t('call.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Entry({ name, meaning }: { name: string; meaning: string }) {
  return (
    <Box sx={{ display: 'contents' }}>
      <Box component="dt">
        <Box
          component="kbd"
          sx={{
            display: 'inline-block',
            minWidth: 32,
            px: 1,
            py: 0.25,
            border: 1,
            borderColor: 'text.secondary',
            borderRadius: 1,
            fontFamily: 'inherit',
            textAlign: 'center',
          }}
        >
          {name}
        </Box>
      </Box>
      <Box component="dd" sx={{ m: 0 }}>
        {meaning}
      </Box>
    </Box>
  );
}
