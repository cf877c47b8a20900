import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import type { Browser } from '../../core/browser';
import { thisBrowser } from '../../hooks/this_browser';
import { t } from '../../i18n';
import { Disclosure } from '../../ui/disclosure';
import { StepList } from '../../ui/step_list';
import { causeText, type Problem } from '../errors/problem';
import { adviceKey, RECOVERY } from '../errors/recovery';
import { PermissionSteps } from './permission_steps';
import {
  fixSteps,
  PERMISSION_HELPS,
  permissionSteps,
  QUESTIONS,
  QUICK_FIXES,
  splitTopic,
  type HelpTopic,
  type QuickFix,
} from './topics';

export interface HelpContentProps {
  /** What the person came with; help begins with it. */
  problem?: HelpTopic | undefined;
  browser?: Browser | undefined;
}

/** The whole of help without a frame: a page of its own, and a dialog in the room. Its headings begin at level 2. */
export function HelpContent({ problem: topic, browser = thisBrowser() }: HelpContentProps) {
  const { problem, fix } = splitTopic(topic);
  return (
    <Stack spacing={3}>
      {problem !== undefined && <ProblemAtHand problem={problem} browser={browser} />}
      <QuickFixes first={fix} />
      <Permission browser={browser} />
      <Questions />
    </Stack>
  );
}

function Section({ title, testId, children }: { title: string; testId: string; children: ReactNode }) {
  return (
    <Box component="section" data-testid={testId}>
      <Typography component="h2" variant="h6" sx={{ mb: 1 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

function ProblemAtHand({ problem, browser }: { problem: Problem; browser: Browser }) {
  return (
    <Section title={t('help.problem')} testId="help-problem">
      <Box
        data-reason={problem}
        sx={{ p: 2, borderRadius: 2, borderLeft: 4, borderColor: 'primary.main', bgcolor: 'action.hover' }}
      >
        <Typography sx={{ fontWeight: 600, mb: 0.5 }}>{causeText(problem)}</Typography>
        <Typography>{t(adviceKey(problem))}</Typography>
        {RECOVERY[problem] === 'browser-settings' && (
          <Box sx={{ mt: 1.5 }}>
            <PermissionSteps browser={browser} />
          </Box>
        )}
      </Box>
    </Section>
  );
}

function QuickFixes({ first }: { first: QuickFix | undefined }) {
  const order = first === undefined ? QUICK_FIXES : [first, ...QUICK_FIXES.filter((fix) => fix !== first)];
  return (
    <Section title={t('help.fixes')} testId="help-fixes">
      <Typography color="textSecondary" sx={{ mb: 1 }}>
        {t('help.fixesHint')}
      </Typography>
      {order.map((fix) => (
        <Disclosure key={fix} title={t(`fix.${fix}`)} heading={3} open={fix === first} testId={`fix-${fix}`}>
          <StepList steps={fixSteps(fix)} />
        </Disclosure>
      ))}
    </Section>
  );
}

function Permission({ browser }: { browser: Browser }) {
  const others = PERMISSION_HELPS.filter((help) => help !== browser.help);
  return (
    <Section title={t('help.permission')} testId="help-permission">
      <Disclosure title={t(`help.in.${browser.help}`)} heading={3} testId={`permit-${browser.help}`}>
        <PermissionSteps browser={browser} />
      </Disclosure>
      <Disclosure title={t('help.otherBrowser')} heading={3} testId="permit-others">
        {others.map((help) => (
          <Disclosure key={help} title={t(`help.in.${help}`)} heading={4} testId={`permit-${help}`}>
            <StepList steps={permissionSteps(help)} />
          </Disclosure>
        ))}
      </Disclosure>
    </Section>
  );
}

function Questions() {
  return (
    <Section title={t('help.faq')} testId="help-faq">
      {QUESTIONS.map((question) => (
        <Disclosure key={question} title={t(`faq.${question}`)} heading={3} testId={`faq-${question}`}>
          <Typography>{t(`faq.${question}.answer`)}</Typography>
        </Disclosure>
      ))}
    </Section>
  );
}
