import type { Story } from './story';

/** All stories of `stories/*.tsx`, in the order of their ids. */
export function allStories(): Story[] {
  const modules = import.meta.glob<{ stories: readonly Story[] }>('./stories/*.tsx', { eager: true });
  return Object.values(modules)
    .flatMap(({ stories }) => stories)
    .sort((a, b) => a.id.localeCompare(b.id));
}
