// The servers that are compared: how each is started, alone on its core, with the bench's data.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** How long a server may take until it listens, and to end; milliseconds. */
const PATIENCE = 20_000;

/** Limits that are there against clients like the bench's are out of its way; everything else is as shipped. */
const CALLROOM = {
  PORT: '0',
  OPS_PORT: '0',
  VIDEO_CALL_RATE_LIMIT: '1000000',
  VIDEO_CALL_LOG_LEVEL: 'warn',
  SOCKET_CONNECTION_LIMIT: '1000000',
  CALLROOM_HTTP_MAX_CONNECTIONS: '1000000',
};
/** On one socket's events: what keeps a flood from the others. */
const EVENT_LIMITS_RAISED = {
  CALLROOM_REALTIME_EVENTS_PER_SECOND: '1000000',
  CALLROOM_REALTIME_EVENT_BURST: '1000000',
};

/**
 * callroom upon a copy of the seeded data.
 * @param {object} places as of makePlaces(): `bin`, `seed`, `scratch` or `disk` to copy to, `certificate` and `key`
 */
function callroom({ where, audit, ioThreads }) {
  return (places, { tls = false, limits = 'raised' } = {}) => {
    const data = join(places[where], 'callroom-data');
    rmSync(data, { recursive: true, force: true });
    mkdirSync(join(data, 'web'), { recursive: true });
    cpSync(places.seed, data, { recursive: true });
    return {
      command: [join(places.bin, 'server/callroom'), 'serve'],
      env: {
        ...CALLROOM,
        ...(limits === 'raised' ? EVENT_LIMITS_RAISED : {}),
        ...(tls ? { TLS_CERT_FILE: places.certificate, TLS_KEY_FILE: places.key } : {}),
        DATA_DIR: data,
        WEB_DIR: join(data, 'web'),
        AUDIT_LOG_ENABLED: String(audit),
        CALLROOM_SERVER_IO_THREADS: String(ioThreads),
      },
      port: /^listening on (\d+)/,
    };
  };
}

const node = (engine) => (places, { tls = false }) => ({
  command: [process.execPath, join(places.bench, 'peers/server.mjs'), engine],
  env: {
    PLAN: places.plan,
    NODE_ENV: 'production',
    ...(tls ? { TLS_CERT_FILE: places.certificate, TLS_KEY_FILE: places.key } : {}),
  },
  port: /"port":(\d+)/,
});

/** In the order of the table. The peers store nothing: what is compared with them keeps its database in memory. */
export const SERVERS = {
  'node-ws': { name: 'Node, socket.io on ws', prepare: node('ws'), cores: 1 },
  'node-uws': { name: 'Node, socket.io on uWebSockets', prepare: node('uws'), cores: 1 },
  limit: {
    name: 'limit',
    prepare: (places) => ({ command: [join(places.bin, 'bench/bench_limit')], env: {}, port: /"port":(\d+)/ }),
    cores: 1,
  },
  callroom: { name: 'callroom', prepare: callroom({ where: 'scratch', audit: false, ioThreads: 1 }), cores: 1 },
  durable: { name: 'callroom, durable', prepare: callroom({ where: 'disk', audit: true, ioThreads: 1 }), cores: 1 },
  'callroom-2': { name: 'callroom, two cores', prepare: callroom({ where: 'scratch', audit: false, ioThreads: 2 }), cores: 2 },
};

/** Starts one of them on those cores. As launch(). */
export function start(id, places, { cores, ...options }) {
  // taskset becomes the command, so its pid is the server's.
  return launch(SERVERS[id].prepare(places, options), places, ['taskset', '-c', cores.join(',')]);
}

/**
 * Starts what prepare() gave, under a command that becomes it. Resolves to { pid, port, stop } once it listens; stop()
 * waits for its end.
 */
export async function launch({ command, env, port }, places, under) {
  const [program, ...args] = [...under, ...command];
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, JWT_SECRET: places.secret, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(signal ?? code)));
  let complaints = '';
  child.stderr.on('data', (text) => { complaints = (complaints + text).slice(-4000); });
  const listening = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = port.exec(line);
      if (found) resolve(Number(found[1]));
    });
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  const first = await Promise.race([listening.then((number) => ({ number })), ended.then((how) => ({ how }))]);
  clearTimeout(timer);
  if (first.number === undefined) throw new Error(`${command[0]} ended with ${first.how} before it listened: ${complaints}`);
  return {
    pid: child.pid,
    port: first.number,
    async stop() {
      child.kill('SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      await ended;
      clearTimeout(last);
    },
  };
}
