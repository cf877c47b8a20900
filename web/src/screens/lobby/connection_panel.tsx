import Alert, { type AlertColor } from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  ConnectionStep,
  ConnectionStepState,
  ConnectionTestSnapshot,
  ConnectionVerdict,
} from '../../core/precall/types';
import { t } from '../../i18n';
import { Disclosure } from '../../ui/disclosure';
import { ProgressBar } from '../../ui/progress_bar';
import { helpAddress } from '../errors/video_call_error_display';
import { numberTexts } from './connection_texts';

/** Whether a call will work from here, in plain words; the figures are one press away. Joining never waits for it. */
export function ConnectionPanel({ test }: { test: ConnectionTestSnapshot }) {
  return (
    <Box component="section" data-testid="connection-test" data-state={test.state}>
      <Typography component="h2" variant="subtitle1" sx={{ fontWeight: 600, mb: 0.5 }}>
        {t('connection.title')}
      </Typography>
      {test.state === 'idle' && <Idle run={test.run} />}
      {test.state === 'running' && <Running test={test} />}
      {test.verdict && <Done verdict={test.verdict} test={test} />}
    </Box>
  );
}

function Idle({ run }: Pick<ConnectionTestSnapshot, 'run'>) {
  return (
    <Box>
      <Button variant="outlined" data-testid="connection-run" disabled={!run} onClick={run}>
        {t('connection.run')}
      </Button>
      <Typography variant="body2" color="textSecondary" sx={{ mt: 0.5 }}>
        {t('connection.hint')}
      </Typography>
    </Box>
  );
}

function Running({ test }: { test: ConnectionTestSnapshot }) {
  return (
    <Stack spacing={1}>
      <Box role="status">{t('connection.running')}</Box>
      <ProgressBar label={t('connection.title')} share={test.progress} />
      <Steps steps={test.steps} />
    </Stack>
  );
}

const SEVERITY: Readonly<Record<ConnectionVerdict['kind'], AlertColor>> = {
  ready: 'success',
  'audio-first': 'warning',
  'will-not-work': 'error',
};

function Done({ verdict, test }: { verdict: ConnectionVerdict; test: ConnectionTestSnapshot }) {
  // What else was noticed when it is ready is no reason for worry: it stands in the details.
  const reason = verdict.kind === 'ready' ? undefined : verdict.reasons[0];
  return (
    <Stack spacing={0.5}>
      <Alert
        severity={SEVERITY[verdict.kind]}
        role="status"
        icon={false}
        data-testid="connection-verdict"
        data-verdict={verdict.kind}
        data-reasons={verdict.reasons.join(' ')}
      >
        <Box sx={{ fontWeight: 600 }}>{t(`connection.verdict.${verdict.kind}`)}</Box>
        {reason !== undefined && (
          <Box>{t('connection.because', { reason: t(`connection.reason.${reason}`) })}</Box>
        )}
        {verdict.kind !== 'ready' && <Box sx={{ mt: 0.5 }}>{t('connection.tryThis')}</Box>}
        {verdict.kind !== 'ready' && (
          <Link
            href={helpAddress('cannot-join')}
            color="inherit"
            sx={{ display: 'inline-flex', alignItems: 'center', minHeight: 44 }}
          >
            {t('problem.help')}
          </Link>
        )}
      </Alert>
      <Disclosure title={t('connection.details')} testId="connection-details">
        <Steps steps={test.steps} />
      </Disclosure>
      {test.again && (
        <Button data-testid="connection-again" onClick={test.again} sx={{ alignSelf: 'flex-start' }}>
          {t('connection.again')}
        </Button>
      )}
    </Stack>
  );
}

const DOT: Readonly<Record<ConnectionStepState, string>> = {
  waiting: 'action.disabled',
  running: 'info.main',
  ok: 'success.main',
  poor: 'warning.main',
  failed: 'error.main',
  'not-tested': 'action.disabled',
};

function Steps({ steps }: { steps: readonly ConnectionStep[] }) {
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {steps.map((step) => (
        <Step key={step.name} step={step} />
      ))}
    </Box>
  );
}

function Step({ step: { name, state, reason, numbers } }: { step: ConnectionStep }) {
  const figures = numberTexts(numbers);
  return (
    <Box component="li" data-testid={`step-${name}`} data-state={state} sx={{ display: 'flex', gap: 1.25, py: 0.5 }}>
      <Box
        aria-hidden
        sx={{ width: 10, height: 10, mt: '7px', flexShrink: 0, borderRadius: '50%', bgcolor: DOT[state] }}
      />
      <Box sx={{ minWidth: 0 }}>
        {t('connection.stepLine', { step: t(`connection.step.${name}`), state: t(`connection.state.${state}`) })}
        {figures.length > 0 && <Box sx={{ typography: 'body2', color: 'text.secondary' }}>{figures.join(' · ')}</Box>}
        {reason !== undefined && (
          <Box sx={{ typography: 'body2', color: 'text.secondary' }}>
            {t('connection.because', { reason: t(`connection.reason.${reason}`) })}
          </Box>
        )}
      </Box>
    </Box>
  );
}
