// Compresses the built files once, so that the server only has to choose a file: it never compresses while answering.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = /\.(html|js|css|svg|json|txt|map|webmanifest|wasm)$/;

const brotli = promisify(brotliCompress);
const gz = promisify(gzip);

async function filesUnder(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if ((await stat(path)).isDirectory()) found.push(...(await filesUnder(path)));
    else found.push(path);
  }
  return found;
}

/** Writes FILE.br and FILE.gz beside every compressible file under `folder`; returns how many files were compressed. */
export async function precompressFolder(folder: string): Promise<number> {
  const files = (await filesUnder(folder)).filter((path) => COMPRESSIBLE.test(path));
  for (const path of files) {
    const content = await readFile(path);
    const options = {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    };
    await writeFile(`${path}.br`, await brotli(content, options));
    await writeFile(`${path}.gz`, await gz(content, { level: constants.Z_BEST_COMPRESSION }));
  }
  return files.length;
}

export function precompress(): Plugin {
  let folder = 'dist';
  return {
    name: 'callroom-precompress',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const count = await precompressFolder(folder);
      this.info(`precompressed ${String(count)} files (.br, .gz)`);
    },
  };
}
