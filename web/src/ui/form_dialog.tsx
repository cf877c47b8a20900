import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Stack from '@mui/material/Stack';
import { useTheme } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useId, useRef, type ReactNode } from 'react';

export interface FormDialogProps {
  title: string;
  labels: { save: string; cancel: string };
  saving: boolean;
  /** undefined: not now. */
  save: (() => void) | undefined;
  close: (() => void) | undefined;
  /** Changes whenever other fields are found wrong: the first of them is gone to. */
  problems: unknown;
  children: ReactNode;
}

/** A form above the page; the whole screen on a phone. The focus returns to where it was opened from. */
export function FormDialog({ title, labels, saving, save, close, problems, children }: FormDialogProps) {
  const titleId = useId();
  const small = useMediaQuery(useTheme().breakpoints.down('sm'));
  const form = useRef<HTMLFormElement>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const wasSaving = useRef(saving);
  useEffect(() => {
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    // What was sent and refused as a whole can be sent again from where one is; the button was off meanwhile.
    if (wrong) wrong.focus();
    else if (wasSaving.current && !saving) submit.current?.focus();
    wasSaving.current = saving;
  }, [problems, saving]);
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      fullScreen={small}
      aria-labelledby={titleId}
      onClose={(_, reason) => {
        // A slip of the hand beside the form must not cost what was typed.
        if (reason === 'escapeKeyDown') close?.();
      }}
    >
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Stack
          component="form"
          id={`${titleId}-form`}
          ref={form}
          noValidate
          spacing={2.5}
          sx={{ pt: 1 }}
          onSubmit={(event) => {
            event.preventDefault();
            save?.();
          }}
        >
          {children}
        </Stack>
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Button onClick={close} disabled={!close}>
          {labels.cancel}
        </Button>
        <Button type="submit" form={`${titleId}-form`} variant="contained" ref={submit} loading={saving} disabled={!save}>
          {labels.save}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
