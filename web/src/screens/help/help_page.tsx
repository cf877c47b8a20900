// The whole of /help, fetched when somebody needs it.
import { HelpScreen } from './help_screen';
import { readHelpTopic } from './topics';

export interface HelpPageProps {
  /** location.search: what the person came with. */
  search: string;
  signedIn: boolean;
  back: (() => void) | undefined;
}

export default function HelpPage({ search, signedIn, back }: HelpPageProps) {
  return <HelpScreen topic={readHelpTopic(search)} signedIn={signedIn} back={back} />;
}
