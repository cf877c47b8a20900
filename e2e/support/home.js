// One person's home in a Network: a namespace with a line to the router, and a second line for when the network changes.
// What the line does to packets is done where they arrive, never where they are sent: a sender whose packet is dropped in
// its own output hook gets an error, and would know.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A bucket of two full packets: the line is as narrow over 50 ms as it is over a second. */
const BURST = '4kb';
/** How much a narrow line queues before it drops: what a home router does. */
const QUEUE = '400ms';

export class Home {
  static async build({ namespace, router, name, number }) {
    const home = new Home();
    home.namespace = namespace;
    home.router = router;
    home.lines = [0, 1].map((i) => ({
      inside: `line${i}`,
      outside: `${name}${i}`.slice(0, 15),
      address: `10.${77 + i}.${number}.2`,
      gateway: `10.${77 + i}.${number}.1`,
    }));
    for (const line of home.lines) await home.lay(line);
    home.current = 0;
    await home.connect(home.lines[0]);
    return home;
  }

  in(namespace, command, ...args) {
    return run('ip', ['netns', 'exec', namespace, command, ...args]);
  }

  async lay({ inside, outside, gateway }) {
    await run('ip', ['-n', this.namespace, 'link', 'add', inside, 'type', 'veth', 'peer', 'name', outside, 'netns', this.router]);
    await run('ip', ['-n', this.router, 'addr', 'add', `${gateway}/24`, 'dev', outside]);
    await run('ip', ['-n', this.router, 'link', 'set', outside, 'up']);
  }

  async connect({ inside, address, gateway }) {
    await run('ip', ['-n', this.namespace, 'addr', 'add', `${address}/24`, 'dev', inside]);
    await run('ip', ['-n', this.namespace, 'link', 'set', inside, 'up']);
    await run('ip', ['-n', this.namespace, 'route', 'add', 'default', 'via', gateway]);
  }

  get line() {
    return this.lines[this.current];
  }

  /** From Wi-Fi to mobile data, or back: the address is gone at once, another one is there at once. */
  async change() {
    await run('ip', ['-n', this.namespace, 'link', 'set', this.line.inside, 'down']);
    await run('ip', ['-n', this.namespace, 'addr', 'flush', 'dev', this.line.inside]);
    this.current = 1 - this.current;
    await this.connect(this.line);
  }

  /** Loses this share of packets, each way, percent; 0: none, 100: nothing gets through, and nobody is told. */
  async lose(percent) {
    const unlucky = percent === 100 ? '' : `numgen random mod 100 < ${percent}`;
    await this.drop('loss', percent === 0 ? undefined : unlucky);
  }

  /** A firewall as offices and hotels have it: no packet of UDP gets through, and nobody is told. */
  async blockUdp(blocked) {
    await this.drop('udp', blocked ? 'meta l4proto udp' : undefined);
  }

  /** Drops, each way, what matches this nftables expression; undefined: nothing any more. */
  async drop(name, match) {
    for (const [namespace, end] of [
      [this.namespace, 'inside'],
      [this.router, 'outside'],
    ]) {
      const table = `${name}_${this.lines[0].outside}`;
      await this.in(namespace, 'nft', `add table ip ${table}; delete table ip ${table}`);
      if (match === undefined) continue;
      const arriving = this.lines.map((line) => `"${line[end]}"`).join(', ');
      await this.in(
        namespace,
        'nft',
        `add table ip ${table}; ` +
          `add chain ip ${table} arriving { type filter hook prerouting priority -300; }; ` +
          `add rule ip ${table} arriving iifname { ${arriving} } ${match} drop`,
      );
    }
  }

  /** Makes the line this narrow, kbit/s each way; undefined: as wide as it can be. */
  async narrow(kbit) {
    for (const [namespace, device] of [
      [this.namespace, this.line.inside],
      [this.router, this.line.outside],
    ]) {
      const shape = ['root', 'tbf', 'rate', `${kbit}kbit`, 'burst', BURST, 'latency', QUEUE];
      if (kbit === undefined) await run('tc', ['-n', namespace, 'qdisc', 'del', 'dev', device, 'root']);
      else await run('tc', ['-n', namespace, 'qdisc', 'replace', 'dev', device, ...shape]);
    }
  }

  /** The cable is out: the browser can see it. */
  async unplug() {
    await run('ip', ['-n', this.namespace, 'link', 'set', this.line.inside, 'down']);
  }

  async plugIn() {
    await run('ip', ['-n', this.namespace, 'link', 'set', this.line.inside, 'up']);
    await run('ip', ['-n', this.namespace, 'route', 'add', 'default', 'via', this.line.gateway]);
  }
}
