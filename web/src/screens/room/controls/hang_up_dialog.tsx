import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useId } from 'react';
import { t } from '../../../i18n';

export interface HangUpDialogProps {
  /** undefined: cannot be done now. */
  leave: (() => void) | undefined;
  /** 'not-mine': this person only ever leaves. */
  end: (() => void) | undefined | 'not-mine';
  close: () => void;
}

/** Asks which: leave, or end for everyone. Nothing is chosen beforehand: Enter must not end anything by accident. */
export function HangUpDialog({ leave, end, close }: HangUpDialogProps) {
  const id = useId();
  const mayEnd = end !== 'not-mine';
  const act = (action: (() => void) | undefined) => () => {
    close();
    action?.();
  };
  return (
    <Dialog
      open
      onClose={close}
      fullWidth
      maxWidth="xs"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      data-testid="hangup-dialog"
    >
      <DialogTitle id={`${id}-title`}>{t('hangUp.title')}</DialogTitle>
      <DialogContent>
        <DialogContentText id={`${id}-text`}>{t(mayEnd ? 'hangUp.which' : 'hangUp.comeBack')}</DialogContentText>
      </DialogContent>
      <DialogActions sx={{ flexDirection: 'column', alignItems: 'stretch', gap: 1, p: 2, '& > *': { m: '0 !important' } }}>
        <Button variant="contained" data-testid="leave-button" disabled={!leave} onClick={act(leave)}>
          {t(mayEnd ? 'hangUp.leave' : 'call.leave')}
        </Button>
        {mayEnd && (
          <Button variant="contained" color="error" data-testid="end-button" disabled={!end} onClick={act(end)}>
            {t('call.end')}
          </Button>
        )}
        <Button onClick={close} autoFocus data-testid="stay-button">
          {t('hangUp.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
