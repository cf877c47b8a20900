// How much compressed script a person on a slow line waits for before the room can be used. Too much fails the build.
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

/** A chunk, as far as loading is concerned. */
export interface LoadedChunk {
  fileName: string;
  isEntry: boolean;
  /** Chunks that are loaded with it. */
  imports: readonly string[];
  /** Ids of the modules in it. */
  modules: readonly string[];
}

/** The entry and all that it imports, and the same for every chunk that holds a module which `alsoNeeded` names. */
export function firstLoad(chunks: readonly LoadedChunk[], alsoNeeded: RegExp): string[] {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    const chunk = byName.get(name);
    if (!chunk || found.has(name)) return;
    found.add(name);
    chunk.imports.forEach(visit);
  };
  for (const { fileName, isEntry, modules } of chunks) {
    if (isEntry || modules.some((id) => alsoNeeded.test(id))) visit(fileName);
  }
  return [...found];
}

export interface BudgetOptions {
  /** Brotli, all scripts together. */
  maxBytes: number;
  /** Modules that are fetched on demand and without which the room is of no use. */
  alsoNeeded: RegExp;
}

/** Reads the sizes of the .br files, so it comes after precompress(). */
export function budget({ maxBytes, alsoNeeded }: BudgetOptions): Plugin {
  let folder = 'dist';
  let needed: string[] = [];
  return {
    name: 'callroom-budget',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? [{ ...part, modules: Object.keys(part.modules) }] : [],
      );
      needed = firstLoad(chunks, alsoNeeded);
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      async handler() {
        const sizes = await Promise.all(needed.map(async (name) => (await stat(join(folder, `${name}.br`))).size));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const text = `first load of the call page: ${kilobytes(total)} of script (brotli), ${kilobytes(maxBytes)} allowed`;
        if (total > maxBytes) this.error(`${text}: ${needed.join(', ')}`);
        this.info(text);
      },
    },
  };
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`;
}
