import type { Browser } from '../../src/core/browser';
import { t } from '../../src/i18n';
import { VideoCallErrorDisplay } from '../../src/screens/errors/video_call_error_display';
import { ALL_PROBLEMS } from '../../src/screens/errors/recovery';
import { HelpScreen } from '../../src/screens/help/help_screen';
import type { HelpTopic } from '../../src/screens/help/topics';
import { Page } from '../../src/ui/page';
import type { Story } from '../story';

const nothing = (): void => undefined;
const chrome: Browser = { name: 'chrome', platform: 'desktop', help: 'chrome' };

function story(name: string, title: string, topic: HelpTopic | undefined, browser = chrome, signedIn = true): Story {
  return {
    id: `help/${name}`,
    title,
    render: () => <HelpScreen topic={topic} signedIn={signedIn} browser={browser} back={nothing} />,
  };
}

/** One below the other, to read them all. */
function everyProblem(): Story {
  return {
    id: 'help/every-problem',
    title: 'Every problem, its cause and its advice',
    render: () => (
      <Page name={t('app.name')} title={t('help.title')} width={720}>
        {ALL_PROBLEMS.map((problem) => (
          <VideoCallErrorDisplay key={problem} problem={problem} retry={nothing} role="status" />
        ))}
      </Page>
    ),
  };
}

export const stories: readonly Story[] = [
  story('general', 'Help', undefined),
  story('signed-out', 'Help, signed out', undefined, chrome, false),
  story('problem-network', 'Help with a lost network', 'NETWORK'),
  story('problem-payment', 'Help with a payment', 'PAYMENT_PENDING'),
  story('problem-denied-firefox', 'Help with denied devices in Firefox', 'MEDIA_PERMISSION_DENIED', {
    name: 'firefox',
    platform: 'desktop',
    help: 'firefox',
  }),
  story('problem-denied-ios', 'Help with denied devices on an iPhone', 'MEDIA_PERMISSION_DENIED', {
    name: 'safari',
    platform: 'ios',
    help: 'ios',
  }),
  story('fix-freezes', 'The picture freezes', 'freezes'),
  everyProblem(),
];
