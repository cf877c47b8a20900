// A small internet on one machine: a router, and two homes behind it, each a network namespace of Linux.
//
//   here ── 10.213.N.0/30 ── router ─┬─ 10.77.1.0/24 ─ client          each home has a second line, in 10.78.x.0/24,
//            (server, relay)         └─ 10.77.2.0/24 ─ psychologist     that is down until its network changes
//
// Needs root (CAP_NET_ADMIN and CAP_SYS_ADMIN). unavailable() says what is missing; tests that need a network are then
// skipped with that reason, or fail when E2E_NETWORK=required, as in CI.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { Home } from './home.js';

const run = promisify(execFile);

/** The name of a namespace carries the process that made it, so that what a killed run left behind can be told apart. */
const PREFIX = 'callroom';
const LEFT_BEHIND = new RegExp(`^${PREFIX}-(\\d+)-`);

async function ip(...args) {
  return (await run('ip', args)).stdout;
}

function removeNamespace(name) {
  // Only what was started in it is in it.
  for (const pid of execFileSync('ip', ['netns', 'pids', name], { encoding: 'utf8' }).split('\n').filter(Boolean)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  execFileSync('ip', ['netns', 'del', name]);
}

async function namespaces() {
  const listed = (await ip('-j', 'netns', 'list')).trim();
  return listed === '' ? [] : JSON.parse(listed).map(({ name }) => name);
}

async function removeLeftBehind() {
  for (const name of await namespaces()) {
    const owner = LEFT_BEHIND.exec(name)?.[1];
    if (owner !== undefined && !existsSync(`/proc/${owner}`)) removeNamespace(name);
  }
}

/** Why no network can be made here, or undefined when one can. */
async function findObstacle() {
  const name = `${PREFIX}-${process.pid}-probe`;
  try {
    await ip('netns', 'add', name);
  } catch (error) {
    return `network namespaces cannot be made (root is needed): ${String(error.stderr ?? error).trim()}`;
  }
  try {
    await ip('-n', name, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'two');
    await run('tc', ['-n', name, 'qdisc', 'add', 'dev', 'one', 'root', 'tbf', 'rate', '1mbit', 'burst', '4kb', 'latency', '1s']);
    const rule = 'add table ip t; add chain ip t c; add rule ip t c numgen random mod 100 < 1 drop';
    await run('ip', ['netns', 'exec', name, 'nft', rule]);
    return undefined;
  } catch (error) {
    return `veth, tbf or nftables is missing: ${String(error.stderr ?? error).trim()}`;
  } finally {
    removeNamespace(name);
  }
}

let obstacle;

export class Network {
  /** For the `skip` option of tests: the reason why they cannot run here, or false. */
  static async unavailable() {
    obstacle ??= findObstacle();
    const reason = await obstacle;
    if (reason !== undefined && process.env.E2E_NETWORK === 'required') throw new Error(reason);
    return reason ?? false;
  }

  static async open() {
    await removeLeftBehind();
    const network = new Network();
    // A run that ends in an exception leaves nothing either; after one that was killed, the next one tidies up.
    process.once('exit', network.removeAll);
    try {
      await network.build();
    } catch (error) {
      network.close();
      throw error;
    }
    return network;
  }

  constructor() {
    this.made = [];
    this.router = `${PREFIX}-${process.pid}-router`;
    const n = (process.pid % 254) + 1;
    this.here = `10.213.${n}.1`;
    /** Where the server and the relay are. */
    this.address = `10.213.${n}.2`;
    this.removeAll = () => {
      while (this.made.length > 0) removeNamespace(this.made.pop());
    };
  }

  async build() {
    await this.addNamespace(this.router);
    const outside = `cr${process.pid}`;
    await ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'outside', 'netns', this.router);
    await ip('addr', 'add', `${this.here}/30`, 'dev', outside);
    await ip('link', 'set', outside, 'up');
    await ip('-n', this.router, 'addr', 'add', `${this.address}/30`, 'dev', 'outside');
    await ip('-n', this.router, 'link', 'set', 'outside', 'up');
    await this.inRouter('sysctl', '-qw', 'net.ipv4.ip_forward=1');
    for (const [i, name] of ['client', 'psychologist'].entries()) {
      const namespace = `${PREFIX}-${process.pid}-${name}`;
      await this.addNamespace(namespace);
      this[name] = await Home.build({ namespace, router: this.router, name, number: i + 1 });
    }
  }

  async addNamespace(name) {
    await ip('netns', 'add', name);
    this.made.push(name);
    await ip('-n', name, 'link', 'set', 'lo', 'up');
    // One family is enough, and its candidates are half as many.
    await run('ip', ['netns', 'exec', name, 'sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1']);
  }

  inRouter(command, ...args) {
    return run('ip', ['netns', 'exec', this.router, command, ...args]);
  }

  /** A firewall between the homes: only what goes to the server or the relay gets through. */
  async blockUdpBetweenHomes() {
    await this.inRouter('nft', 'add table ip firewall');
    await this.inRouter('nft', 'add chain ip firewall forward { type filter hook forward priority 0; }');
    await this.inRouter('nft', 'add rule ip firewall forward meta l4proto udp drop');
  }

  /** The homes are behind a NAT: who asks the relay for their address is told another, one that the router has a way to. */
  async translateAddresses(translated) {
    await this.inRouter('nft', 'add table ip translation; delete table ip translation');
    if (!translated) return;
    await this.inRouter(
      'nft',
      'add table ip translation; ' +
        'add chain ip translation arriving { type nat hook input priority 100; }; ' +
        `add rule ip translation arriving iifname != { "lo", "outside" } snat to ${this.here}`,
    );
  }

  close() {
    process.removeListener('exit', this.removeAll);
    this.removeAll();
  }
}
