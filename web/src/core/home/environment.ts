import type { Clock, ServerClock } from '../clock';
import type { PageVisibility } from '../page_visibility';
import type { Requests } from '../requests';

/** What the pages around the call need of the browser and the server; made once, by main. */
export interface HomeEnvironment {
  requests: Requests;
  clock: Clock;
  /** [0,1), as Math.random gives. */
  random: () => number;
  serverClock: ServerClock;
  page: PageVisibility;
  /** location.origin: links that are handed out begin with it. */
  origin: string;
  /** Puts a text on the clipboard; rejects where the browser does not let us. */
  copy: (text: string) => Promise<void>;
}
