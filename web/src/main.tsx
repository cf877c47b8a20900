// Wiring: the one file that knows the browser, every layer, and how they hang together.
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { createRoot } from 'react-dom/client';
import { Account } from './core/account';
import { ApiClient } from './core/api';
import { ServerClock, systemClock } from './core/clock';
import { performanceMarks } from './core/diagnostics';
import type { HomeEnvironment } from './core/home/environment';
import { learningFetch } from './core/home/server_date';
import { readPlace, readReceiptId, readSessionId, TokenKeeper } from './core/link';
import { browserMediaEnvironment } from './core/media/browser_environment';
import { documentVisibility } from './core/page_visibility';
import { Preferences } from './core/preferences';
import { makeSocket } from './core/signaling/socket_io';
import type { SocketPort, TransportChoice } from './core/signaling/socket_port';
import { Visit } from './core/visit';
import { chooseLanguage, loadTable, setTable, type Language } from './i18n';
import { App } from './screens/app';
import { makeStyleCache } from './ui/adopted_style_cache';
import { theme } from './ui/theme';

const PC_ID_BYTES = 12;

function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(PC_ID_BYTES))].map((b) => b.toString(16).padStart(2, '0')).join('');
}

function chosenTransport(): TransportChoice {
  return new URLSearchParams(location.search).get('transport') === 'polling' ? 'polling' : 'best';
}

const reload = (): void => {
  location.reload();
};

const preferences = new Preferences(() => localStorage);
const tokens = new TokenKeeper(sessionStorage);
tokens.takeFrom(location, history);
// A link pasted into a window that shows callroom already changes only the fragment, which loads nothing by itself.
window.addEventListener('hashchange', () => {
  const before = tokens.current();
  tokens.takeFrom(location, history);
  if (tokens.current() !== before) reload();
});

const serverClock = new ServerClock(systemClock);
const api = new ApiClient(
  learningFetch((input, init) => fetch(input, init), systemClock, serverClock),
  () => tokens.current(),
);
const account = new Account(api, tokens, systemClock);
const home: HomeEnvironment = {
  requests: account,
  clock: systemClock,
  random: Math.random,
  serverClock,
  page: documentVisibility(document),
  origin: location.origin,
  // Absent on a page that is not secure: then it rejects, as it does when the browser says no.
  copy: async (text) => {
    await navigator.clipboard.writeText(text);
  },
};

/** Network Information is there in Chromium alone, and `change` also tells of mere guesses about speed. */
function watchNetwork(changed: () => void): void {
  window.addEventListener('online', changed);
  const { connection } = navigator as { connection?: EventTarget & { type?: string } };
  let type = connection?.type;
  connection?.addEventListener('change', () => {
    if (connection.type === type) return;
    type = connection.type;
    changed();
  });
}

function makeVisit(sessionId: string): Visit {
  const media = browserMediaEnvironment(window, preferences);
  const socketOver = (transport: TransportChoice): SocketPort => makeSocket({ transport, token: () => tokens.current() });
  const askFirst = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
  };
  // Absent where there is no such thing, whatever the type says.
  const { wakeLock } = navigator as { wakeLock?: WakeLock };
  const visit = new Visit(sessionId, api, {
    clock: systemClock,
    random: Math.random,
    socket: socketOver(chosenTransport()),
    makeSocket: socketOver,
    media,
    page: documentVisibility(document),
    wakeLock: { request: wakeLock && (() => wakeLock.request('screen')) },
    confirmLeaving: (ask) => {
      if (ask) window.addEventListener('beforeunload', askFirst);
      else window.removeEventListener('beforeunload', askFirst);
    },
    peers: {
      makeConnection: (config) => new RTCPeerConnection(config),
      makeStream: media.makeStream,
      makeId: randomId,
    },
    marks: performanceMarks,
  });
  watchNetwork(() => {
    visit.networkChanged();
  });
  // Page Lifecycle: a page that was frozen runs again, though it may not be seen yet.
  document.addEventListener('resume', () => {
    visit.woke();
  });
  const { diagnostics } = visit;
  const inside = {
    stats: diagnostics.stats,
    get heals() {
      return diagnostics.heals;
    },
  };
  Object.defineProperty(window, '__callroom', { value: Object.freeze(inside) });
  visit.start();
  return visit;
}

const sessionId = readSessionId(location);
let visit: Visit | undefined;
const openVisit = sessionId === undefined ? undefined : (): Visit => (visit ??= makeVisit(sessionId));

const element = document.getElementById('root');
const root = element && createRoot(element);
const styles = makeStyleCache();

// Everything is drawn again in its place, in the new language: what is open, being written or has the focus stays so.
async function draw(wanted: Language): Promise<void> {
  const table = await loadTable(wanted);
  setTable(table, navigator.languages);
  const { language } = table;
  document.documentElement.lang = language;
  root?.render(
    <CacheProvider value={styles}>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        <App
          account={account}
          openVisit={openVisit}
          home={home}
          place={readPlace(location)}
          receiptOf={readReceiptId(location)}
          search={location.search}
          back={back}
          clock={systemClock}
          preferences={preferences}
          language={language}
          setLanguage={setLanguage}
          reload={reload}
        />
      </ThemeProvider>
    </CacheProvider>,
  );
}

// A page that was opened in a window of its own has nowhere to go back to.
const back =
  history.length > 1
    ? (): void => {
        history.back();
      }
    : undefined;

function setLanguage(language: Language): void {
  preferences.write('language', language);
  void draw(language);
}

const asked = new URLSearchParams(location.search).get('lang');
void draw(chooseLanguage([asked, preferences.read('language'), ...navigator.languages]));
