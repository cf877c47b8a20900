// A running `callroom serve`: started, stopped, killed and started again on the same port and data.
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import path from "node:path";
import { createInterface } from "node:readline";
import { BINARY, environment, program, runJson, temporaryFolder } from "./command.js";
import { Mailbox, within } from "./deadline.js";

/** Limits that no test meets unless it is about them. */
export const NO_LIMITS = {
  VIDEO_CALL_RATE_LIMIT: "1000000",
  CALLROOM_LIMITS_LOGIN_PER_MINUTE: "1000000",
  CALLROOM_LIMITS_PROBE_PER_MINUTE: "1000000",
};

/**
 * A free port below the range that the kernel takes outgoing connections from: between kill and restart no client that
 * tries to reconnect can be given it.
 */
async function freePort() {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const probe = net.createServer();
    const listening = once(probe, "listening").then(
      () => true,
      () => false,
    );
    probe.listen(port, "127.0.0.1");
    const free = await listening;
    if (!free) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

export class Server {
  /** Every line that any run of this server wrote to standard error, in order. */
  log = [];
  #lines = new Mailbox();

  /**
   * @param {{env?: object, args?: string[], scheme?: string}} options what differs from a plain server without limits
   */
  static async start({ env = {}, args = [], scheme = "http", limits = NO_LIMITS } = {}) {
    const server = new Server(await temporaryFolder(), await freePort(), { ...limits, ...env }, args, scheme);
    await server.launch();
    return server;
  }

  constructor(dataDir, port, env, args, scheme) {
    this.dataDir = dataDir;
    this.port = port;
    this.env = env;
    this.args = args;
    this.url = `${scheme}://127.0.0.1:${port}`;
  }

  /** Starts a process (again), on the same port and data; resolves when it is ready. */
  async launch() {
    const args = ["serve", "--json", "--host", "127.0.0.1", "--port", `${this.port}`, "--ops-port", "0"];
    args.push("--data-dir", this.dataDir);
    if (!this.args.includes("--web-dir")) args.push("--web-dir", "");
    const child = spawn(BINARY, [...args, ...this.args], {
      env: environment(this.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    this.exited = once(child, "close").then(([code, signal]) => ({ code, signal }));
    createInterface({ input: child.stderr }).on("line", (line) => {
      this.log.push(line);
      this.#lines.put(line);
    });
    const failed = this.exited.then(({ code }) => {
      throw new Error(`callroom serve ended with ${code}: ${this.log.slice(-3).join(" | ")}`);
    });
    const ready = once(createInterface({ input: child.stdout }), "line");
    const [line] = await within(Promise.race([ready, failed]), "callroom serve to be ready", 20_000);
    const { port, opsPort } = JSON.parse(line);
    if (port !== this.port) throw new Error(`asked for port ${this.port}, was given ${port}`);
    this.opsUrl = `http://127.0.0.1:${opsPort}`;
  }

  /** SIGTERM; resolves with {code, signal}. */
  stop(ms) {
    this.child.kill("SIGTERM");
    return within(this.exited, "the server to end after SIGTERM", ms);
  }

  /** SIGKILL: the process has no say in it. */
  kill() {
    this.child.kill("SIGKILL");
    return within(this.exited, "the server to be gone after SIGKILL");
  }

  /** SIGKILL, and the next process on the same port and data. */
  async crash() {
    await this.kill();
    await this.launch();
  }

  /** For after(): ends the process if it still runs. */
  async dispose() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    await this.stop(20_000).catch(() => this.kill());
  }

  /** The first log line not taken yet that is `wanted`, parsed. */
  async logged(wanted, what) {
    const isWanted = (line) => {
      try {
        return wanted(JSON.parse(line));
      } catch {
        return false;
      }
    };
    return JSON.parse(await this.#lines.take(isWanted, `a log line: ${what}`));
  }

  /** A command of the binary on this server's data and in its environment, as JSON. */
  command(...args) {
    return runJson([...args, "--data-dir", this.dataDir], { env: this.env });
  }

  /** Rows of a read-only query on the database, beside the running server. */
  async query(sql) {
    const { code, out, err } = await program("sqlite3", [
      "-readonly",
      "-json",
      "-cmd",
      ".timeout 5000",
      path.join(this.dataDir, "callroom.db"),
      sql,
    ]);
    if (code !== 0) throw new Error(`sqlite3: ${err}`);
    return out.trim() === "" ? [] : JSON.parse(out);
  }

  /** Audit records of a session, oldest first, `metadata` parsed. */
  async audit(sessionId, action) {
    const rows = await this.query(
      `SELECT * FROM videocallauditlogs WHERE sessionId = '${sessionId}'` +
        (action ? ` AND action = '${action}'` : "") +
        " ORDER BY timestamp, id",
    );
    return rows.map((row) => ({ ...row, metadata: JSON.parse(row.metadata) }));
  }
}
