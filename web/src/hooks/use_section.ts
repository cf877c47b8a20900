import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => {
    window.removeEventListener('hashchange', listener);
  };
}

/** The part of the page that the address names (`/#history`), so that links, reloads and the back button work. */
export function useSection<S extends string>(sections: readonly [S, ...S[]]): S {
  const hash = useSyncExternalStore(subscribe, () => location.hash.slice(1));
  return sections.find((section) => section === hash) ?? sections[0];
}
