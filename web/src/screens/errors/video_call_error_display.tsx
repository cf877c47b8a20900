import Alert, { type AlertColor } from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import type { ReactNode } from 'react';
import type { MediaKind } from '../../core/media/types';
import { t, type StringKey } from '../../i18n';
import { causeText, type Problem } from './problem';
import { ACTION, adviceKey, RECOVERY, type RecoveryAction } from './recovery';

export interface VideoCallErrorDisplayProps {
  problem: Problem;
  /** Instead of the code's own sentence, where more is known: the time at which the door opens. */
  cause?: string | undefined;
  /** Instead of the category's advice, where the screen gives better; '' where the cause says it all. */
  advice?: string | undefined;
  /** Which device a MEDIA_ problem is about; without it, both. */
  device?: MediaKind | undefined;
  /** What the button does where pressing one can help; undefined: not now. */
  retry?: (() => void) | undefined;
  /** 'none' where the screen has its own way on. */
  action?: 'fitting' | 'none';
  severity?: AlertColor;
  /** 'alert' interrupts a screen reader, 'status' waits for a pause. */
  role?: 'alert' | 'status';
  testId?: string;
  /** Opens help in place, where leaving the page would end a call. Without it, help is a link. */
  openHelp?: ((problem: Problem) => void) | undefined;
  children?: ReactNode;
}

const LABEL: Readonly<Record<Exclude<RecoveryAction, 'none'>, StringKey>> = {
  'check-again': 'problem.checkAgain',
  'try-again': 'problem.tryAgain',
  reload: 'problem.reload',
  'use-here': 'problem.useHere',
  'sign-in': 'problem.signIn',
  home: 'problem.home',
};

/** What happened, what to do about it, the one button that may help, and the way to more. */
export function VideoCallErrorDisplay(props: VideoCallErrorDisplayProps) {
  const { problem, cause, device, severity = 'warning', role = 'alert', testId = 'refusal', children } = props;
  const advice = props.advice ?? t(adviceKey(problem));
  return (
    <Alert
      severity={severity}
      role={role}
      icon={false}
      data-testid={testId}
      data-reason={problem}
      data-category={RECOVERY[problem]}
      sx={{ '& .MuiAlert-message': { flexGrow: 1, minWidth: 0 } }}
    >
      <Box sx={{ fontWeight: 600, mb: 0.5, overflowWrap: 'anywhere' }}>{cause ?? causeText(problem, device)}</Box>
      {advice !== '' && <Box>{advice}</Box>}
      {children}
      <Stack direction="row" useFlexGap sx={{ mt: 1, columnGap: 2, rowGap: 0.5, flexWrap: 'wrap', alignItems: 'center' }}>
        <ActionButton {...props} />
        <HelpLink {...props} />
      </Stack>
    </Alert>
  );
}

function ActionButton({ problem, retry, action: wanted }: VideoCallErrorDisplayProps) {
  const action = ACTION[RECOVERY[problem]];
  if (action === 'none' || wanted === 'none') return null;
  if (action === 'sign-in' || action === 'home') {
    return (
      <Button variant="outlined" color="inherit" href="/">
        {t(LABEL[action])}
      </Button>
    );
  }
  if (!retry) return null;
  return (
    <Button variant="outlined" color="inherit" data-testid="retry-button" onClick={retry}>
      {t(LABEL[action])}
    </Button>
  );
}

function HelpLink({ problem, openHelp }: VideoCallErrorDisplayProps) {
  const style = { display: 'inline-flex', alignItems: 'center', minHeight: 44, font: 'inherit' } as const;
  if (openHelp) {
    return (
      <Link
        component="button"
        type="button"
        color="inherit"
        data-testid="help-link"
        onClick={() => {
          openHelp(problem);
        }}
        sx={style}
      >
        {t('problem.help')}
      </Link>
    );
  }
  return (
    <Link href={helpAddress(problem)} color="inherit" data-testid="help-link" sx={style}>
      {t('problem.help')}
    </Link>
  );
}

export function helpAddress(topic: string): string {
  return `/help?problem=${encodeURIComponent(topic)}`;
}
