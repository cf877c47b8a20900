import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import CircularProgress from '@mui/material/CircularProgress';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, type ReactNode } from 'react';
import type { Browser } from '../../core/browser';
import type { LocalMediaSnapshot } from '../../core/media/types';
import { t } from '../../i18n';
import { helpAddress } from '../errors/video_call_error_display';
import { PermissionSteps } from '../help/permission_steps';

export interface PermissionPanelProps {
  permission: Exclude<LocalMediaSnapshot['permission'], 'checking' | 'granted'>;
  ask: LocalMediaSnapshot['ask'];
  browser: Browser;
}

/**
 * Stands where the preview will be. A browser asks only once, and many say no to a question they did not expect: so first
 * it is said what is asked for, and why.
 */
export function PermissionPanel({ permission, ask, browser }: PermissionPanelProps) {
  switch (permission) {
    case 'ask':
      return <Explanation ask={ask} />;
    case 'asking':
      return <Asking browser={browser} />;
    case 'denied':
      return <Denied ask={ask} browser={browser} />;
  }
}

function Explanation({ ask }: Pick<PermissionPanelProps, 'ask'>) {
  return (
    <Panel state="ask" title={t('allow.title')}>
      <Typography>{t('allow.why')}</Typography>
      <Typography>{t('allow.private')}</Typography>
      <Typography>{t('allow.next')}</Typography>
      <Button variant="contained" size="large" data-testid="allow-devices" disabled={!ask} onClick={ask}>
        {t('allow.button')}
      </Button>
    </Panel>
  );
}

function Asking({ browser }: Pick<PermissionPanelProps, 'browser'>) {
  // The button that was pressed is gone; a screen reader hears where to go next.
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Panel state="asking" title={t('allow.askingTitle')} titleRef={title}>
      <Box role="status" sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <CircularProgress size={28} aria-hidden />
        <span>{t(browser.platform === 'desktop' ? 'allow.asking.desktop' : 'allow.asking.phone')}</span>
      </Box>
    </Panel>
  );
}

function Denied({ ask, browser }: Pick<PermissionPanelProps, 'ask' | 'browser'>) {
  return (
    <Panel state="denied" title={t('allow.deniedTitle')}>
      <Typography>{t('allow.denied')}</Typography>
      <PermissionSteps browser={browser} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'center' }}>
        <Button variant="contained" data-testid="try-devices-again" disabled={!ask} onClick={ask}>
          {t('problem.tryAgain')}
        </Button>
        <Link
          href={helpAddress('MEDIA_PERMISSION_DENIED')}
          sx={{ display: 'inline-flex', alignItems: 'center', minHeight: 44 }}
        >
          {t('problem.help')}
        </Link>
      </Box>
    </Panel>
  );
}

interface PanelProps {
  state: string;
  title: string;
  titleRef?: React.RefObject<HTMLHeadingElement | null>;
  children: ReactNode;
}

function Panel({ state, title, titleRef, children }: PanelProps) {
  return (
    <Box
      component="section"
      data-testid="permission"
      data-permission={state}
      sx={{
        display: 'flex',
        flexDirection: 'column',
        gap: 1.25,
        p: 2,
        borderRadius: 2,
        border: 1,
        borderColor: 'divider',
        bgcolor: 'action.hover',
      }}
    >
      <Typography ref={titleRef} tabIndex={-1} component="h2" variant="h6" sx={{ outline: 'none', lineHeight: 1.3 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}
