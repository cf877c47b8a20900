import Alert from '@mui/material/Alert';
import type { ReactNode } from 'react';

export interface RefusalNoteProps {
  /** The stable code, for tests and for reports. */
  code: string;
  severity?: 'info' | 'warning' | 'error';
  children: ReactNode;
}

export function RefusalNote({ code, severity = 'warning', children }: RefusalNoteProps) {
  return (
    <Alert severity={severity} role="alert" data-testid="refusal" data-reason={code} icon={false}>
      {children}
    </Alert>
  );
}
