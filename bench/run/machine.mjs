// What the figures were read on.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';

const text = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' }).trim();

/** The hard limit of open files of this process, which its children inherit. */
export function descriptorLimit() {
  const line = readFileSync('/proc/self/limits', 'utf8').split('\n').find((one) => one.startsWith('Max open files'));
  const hard = line.trim().split(/\s+/)[4];
  return hard === 'unlimited' ? Number.MAX_SAFE_INTEGER : Number(hard);
}

/** The cores that this process may run on, by number: "0-2,5" is [0, 1, 2, 5]. */
export function coresIn(list) {
  return list.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  });
}

const allowedCores = () => coresIn(/Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]);

/** The commit that is measured; a tree without git has none. */
function commitOf(root) {
  try {
    return text('git', '-C', root, 'describe', '--always', '--dirty');
  } catch {
    return 'unknown commit';
  }
}

export function describe({ bench, root, bin }) {
  const require = createRequire(`${bench}/peers/server.mjs`);
  const version = (name) => require(`${name}/package.json`).version;
  const engine = createRequire(require.resolve('engine.io'));
  const model = /model name\s*: (.*)/.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? 'unknown';
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: allowedCores(),
    descriptors: descriptorLimit(),
    facts: {
      processor: `${model}, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`,
      kernel: text('uname', '-sr'),
      'open files': descriptorLimit().toLocaleString('en'),
      callroom: `${commitOf(root)} (${text(`${bin}/server/callroom`, 'version').split('\n')[0]})`,
      peers:
        `Node ${process.versions.node}, socket.io ${version('socket.io')}, ws ${engine('ws/package.json').version}, ` +
        `bufferutil ${version('bufferutil')}, uws-js-unofficial ${version('@trufflesuite/uws-js-unofficial')}`,
    },
  };
}
