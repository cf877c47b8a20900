// The real binary: started, killed and started again on the same data and port.
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const binary = process.env.CALLROOM ?? resolve('../build/release/server/callroom');
const webDir = process.env.WEB_DIR ?? resolve('../web/dist');
const run = promisify(execFile);

/** How long a start may take before the test fails, ms: opening the database and binding two ports. */
const START_TIMEOUT = 15_000;

export class Server {
  /** @param {Network} [network] starts it in the router of this network rather than here */
  static async start(settings = {}, network = undefined) {
    const server = new Server();
    server.network = network;
    server.dataDir = await mkdtemp(join(tmpdir(), 'callroom-e2e-'));
    server.env = {
      PATH: process.env.PATH,
      JWT_SECRET: 'an e2e secret that is long enough to be taken',
      VIDEO_CALL_RATE_LIMIT: '10000',
      VIDEO_CALL_LOG_LEVEL: 'warn',
      DATA_DIR: server.dataDir,
      WEB_DIR: webDir,
      ...settings,
    };
    server.port = 0;
    await server.up();
    return server;
  }

  async up() {
    const command = [binary, 'serve', '--json', '--port', String(this.port), '--ops-port', '0'];
    if (this.network) command.unshift('ip', 'netns', 'exec', this.network.router);
    this.process = spawn(command[0], command.slice(1), {
      env: this.env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: this.process.stdout });
    const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(START_TIMEOUT) });
    this.port = JSON.parse(line).port;
    this.origin = `http://${this.network?.address ?? 'localhost'}:${this.port}`;
  }

  /** SIGKILL: nothing gets a chance to be saved. */
  async kill() {
    const gone = once(this.process, 'exit');
    this.process.kill('SIGKILL');
    await gone;
  }

  /**
   * Down in order, and up again on the same data and port.
   * @param {object} settings those that change; undefined unsets one
   */
  async restart(settings) {
    await this.down();
    Object.assign(this.env, settings);
    await this.up();
  }

  async down() {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const gone = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await gone;
    }
  }

  async stop() {
    await this.down();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async cli(...args) {
    return JSON.parse((await run(binary, ['--json', ...args], { env: this.env })).stdout);
  }

  /** With this on its standard input. */
  async cliReading(input, ...args) {
    const running = run(binary, ['--json', ...args], { env: this.env });
    running.child.stdin.end(input);
    return JSON.parse((await running).stdout);
  }

  /** @param {string} [password] to sign in with; without one the person comes by a link */
  async addUser(name, role, password) {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}.${Math.random().toString(36).slice(2)}@example.org`;
    const command = ['user', 'add', '--name', name, '--email', email, '--role', role];
    const user =
      password === undefined
        ? await this.cli(...command)
        : await this.cliReading(`${password}\n`, ...command, '--password-stdin');
    const { token } = await this.cli('token', 'mint', '--user', user.id);
    return { ...user, email, password, token };
  }

  addSession(client, psychologist, options = {}) {
    const extra = Object.entries(options).flatMap(([key, value]) => [`--${key}`, value]);
    return this.cli('session', 'add', '--client', client.id, '--psychologist', psychologist.id, ...extra);
  }

  link(session, user, query = '') {
    return `${this.origin}/call/${session.id}${query}#token=${user.token}`;
  }

  async get(path, user) {
    const answer = await fetch(`${this.origin}/api${path}`, { headers: { 'x-auth-token': user.token } });
    return { status: answer.status, ...(await answer.json()) };
  }

  /** The audit trail of a session, oldest first, read from the database itself: its route comes later. */
  async audit(session) {
    const { stdout } = await run('sqlite3', [
      '-json',
      '-readonly',
      join(this.dataDir, 'callroom.db'),
      `SELECT action, userId, errorCode FROM videocallauditlogs WHERE sessionId = '${session.id}' ORDER BY timestamp, id`,
    ]);
    return stdout.trim() === '' ? [] : JSON.parse(stdout);
  }
}
