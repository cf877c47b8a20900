// A TURN relay: coturn with a shared secret (draft-uberti-behave-turn-rest-00), beside the server in a Network.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PORT = 3478;
/** How long coturn may take until it listens, ms. */
const START_TIMEOUT = 15_000;
export const RELAY_SECRET = 'an e2e relay secret';

export class Relay {
  /** @param {string[]} [extra] further options of turnserver */
  static async start(network, extra = []) {
    const relay = new Relay();
    relay.stun = `stun:${network.address}:${PORT}`;
    relay.udp = `turn:${network.address}:${PORT}?transport=udp`;
    relay.tcp = `turn:${network.address}:${PORT}?transport=tcp`;
    relay.dir = await mkdtemp(join(tmpdir(), 'callroom-relay-'));
    // coturn complains on stderr about every protocol that the kernel lacks: kept, and shown if it does not start.
    const log = await open(join(relay.dir, 'log'), 'w');
    relay.process = spawn('ip', ['netns', 'exec', network.router, 'turnserver', ...relay.options(network.address), ...extra], {
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    try {
      await relay.answers(network);
    } catch (error) {
      throw new Error(await readFile(join(relay.dir, 'log'), 'utf8'), { cause: error });
    }
    return relay;
  }

  options(address) {
    return [
      '-n', // no configuration file
      `--listening-ip=${address}`,
      `--relay-ip=${address}`,
      `--listening-port=${PORT}`,
      '--use-auth-secret',
      `--static-auth-secret=${RELAY_SECRET}`,
      '--realm=callroom.example.org',
      '--no-tls',
      '--no-dtls',
      '--no-cli',
      '--log-file=stdout',
      `--userdb=${join(this.dir, 'turndb')}`,
      `--pidfile=${join(this.dir, 'pid')}`,
    ];
  }

  /** Asks for its own address (RFC 8489, section 5) until the relay answers. */
  async answers(network) {
    const socket = createSocket('udp4');
    const request = Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), randomBytes(12)]);
    const timer = setInterval(() => socket.send(request, PORT, network.address), 100);
    try {
      await once(socket, 'message', { signal: AbortSignal.timeout(START_TIMEOUT) });
    } finally {
      clearInterval(timer);
      socket.close();
    }
  }

  async stop() {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await gone;
    await rm(this.dir, { recursive: true, force: true });
  }
}
