import Button from '@mui/material/Button';
import type { Browser } from '../../core/browser';
import { t } from '../../i18n';
import { Page } from '../../ui/page';
import { HelpContent } from './help_content';
import type { HelpTopic } from './topics';

export interface HelpScreenProps {
  topic: HelpTopic | undefined;
  signedIn: boolean;
  browser?: Browser | undefined;
  /** Back to where the person came from; undefined when they came from nowhere. */
  back: (() => void) | undefined;
}

/** /help, for everybody, signed in or not. */
export function HelpScreen({ topic, signedIn, browser, back }: HelpScreenProps) {
  return (
    <Page
      name={t('app.name')}
      title={t('help.title')}
      width={720}
      actions={
        <>
          {back && (
            <Button color="inherit" size="small" data-testid="help-back" onClick={back}>
              {t('help.back')}
            </Button>
          )}
          <Button color="inherit" size="small" href="/">
            {t(signedIn ? 'help.home' : 'help.signIn')}
          </Button>
        </>
      }
    >
      <HelpContent problem={topic} browser={browser} />
    </Page>
  );
}
