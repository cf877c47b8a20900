import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useState, type ReactNode } from 'react';
import { t } from '../../../i18n';
import { CloseIcon } from '../../../ui/call_icons';

export interface DismissibleProps {
  /** What the notice is about: closed, it comes back when that is something else. */
  about: unknown;
  children: ReactNode;
}

/** A notice that stays true, but need not stay in sight. */
export function Dismissible({ about, children }: DismissibleProps) {
  const [closed, setClosed] = useState<{ about: unknown } | undefined>(undefined);
  if (closed?.about === about) return null;
  return (
    <Box sx={{ position: 'relative', '& > .MuiAlert-root': { pr: 6 } }}>
      {children}
      <IconButton
        aria-label={t('notice.dismiss')}
        title={t('notice.dismiss')}
        onClick={() => {
          setClosed({ about });
        }}
        sx={{ position: 'absolute', top: 4, right: 4, width: 36, height: 36, color: 'text.primary' }}
      >
        <CloseIcon fontSize="small" />
      </IconButton>
    </Box>
  );
}
