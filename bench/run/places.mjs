// Where the bench's data is while it runs: sessions and tokens, a certificate, folders in memory and on the disk.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {{bench: string, root: string, bin: string, sessions: number}} options `sessions`: how many are booked
 * @returns places as servers and load take them; remove() deletes them
 */
export function makePlaces({ bench, root, bin, sessions }) {
  const scratch = mkdtempSync('/dev/shm/callroom-bench-');
  const disk = mkdtempSync(join(root, 'build/bench-'));
  const places = {
    bench,
    bin,
    scratch,
    disk,
    seed: join(scratch, 'seed'),
    plan: join(scratch, 'plan.tsv'),
    certificate: join(scratch, 'certificate.pem'),
    key: join(scratch, 'key.pem'),
    secret: randomBytes(32).toString('hex'),
    remove() {
      for (const folder of [scratch, disk]) rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    execFileSync(
      join(bin, 'bench/bench_seed'),
      ['--data-dir', places.seed, '--plan', places.plan, '--sessions', String(sessions)],
      { env: { ...process.env, JWT_SECRET: places.secret }, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    execFileSync('openssl', [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
      '-subj', '/CN=localhost', '-keyout', places.key, '-out', places.certificate,
    ], { stdio: 'pipe' });
  } catch (error) {
    places.remove();
    throw error;
  }
  return places;
}
