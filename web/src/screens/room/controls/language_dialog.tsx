import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, type ReactNode } from 'react';
import { t } from '../../../i18n';

export interface LanguageDialogProps {
  /** The list of languages that other pages have in their header. */
  menu: ReactNode;
  close: () => void;
}

/** Where the header has no room for the languages: who was sent a link in a language they cannot read is already in the call. */
export function LanguageDialog({ menu, close }: LanguageDialogProps) {
  const id = useId();
  return (
    <Dialog open onClose={close} fullWidth maxWidth="xs" aria-labelledby={id} data-testid="language-dialog">
      <DialogTitle id={id}>{t('app.language')}</DialogTitle>
      <DialogContent ref={focusList} sx={{ '& select': { fontSize: 18, minHeight: 48, borderColor: 'divider' } }}>
        {menu}
      </DialogContent>
      <DialogActions>
        <Button onClick={close}>{t('call.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

// One function and not a new one at every drawing: it is called when the list comes, and never again.
function focusList(content: HTMLElement | null): void {
  content?.querySelector('select')?.focus();
}
