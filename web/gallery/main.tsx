// The gallery: every screen in every state, for eyes, for screenshots and for accessibility checks.
//   gallery.html                        an index of all stories
//   gallery.html?story=ID&lang=es       one story, alone on the page
//   lang=pseudo                         every translated string in ⟦brackets⟧: what has none was never translated
import { CacheProvider } from '@emotion/react';
import CssBaseline from '@mui/material/CssBaseline';
import { ThemeProvider } from '@mui/material/styles';
import { createRoot } from 'react-dom/client';
import { chooseLanguage, loadTable, setTable } from '../src/i18n';
import { makeStyleCache } from '../src/ui/adopted_style_cache';
import { theme } from '../src/ui/theme';
import { pseudoTable } from './pseudo';
import { allStories } from './stories';

const query = new URLSearchParams(location.search);
const wished = query.get('lang') ?? undefined;
const language = chooseLanguage([wished]);
setTable(wished === 'pseudo' ? { language, strings: pseudoTable() } : await loadTable(language));
document.documentElement.lang = language;

const stories = allStories();
Object.defineProperty(window, '__gallery', {
  value: Object.freeze({ stories: stories.map(({ id, title }) => ({ id, title })) }),
});

const chosen = stories.find(({ id }) => id === query.get('story'));
if (chosen) document.title = chosen.title;

function Index() {
  return (
    <main>
      <h1>callroom: gallery</h1>
      <ul>
        {stories.map(({ id, title }) => (
          <li key={id}>
            <a href={`?story=${encodeURIComponent(id)}`}>
              {id}: {title}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <CacheProvider value={makeStyleCache()}>
      <ThemeProvider theme={theme}>
        <CssBaseline />
        {chosen ? chosen.render() : <Index />}
      </ThemeProvider>
    </CacheProvider>,
  );
}
