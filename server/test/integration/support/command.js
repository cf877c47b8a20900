// Runs the callroom binary's commands, in an environment that holds nothing but what a test names.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { within } from "./deadline.js";

export const BINARY = process.env.CALLROOM;
if (!BINARY) throw new Error("CALLROOM must name the callroom binary");

/** 64 bytes: enough for each of HS256, HS384 and HS512. */
export const SECRET = "an integration suite's secret, of sixty-four bytes, nobody else's";

/** The environment of a child: none of ours, so that a developer's settings change no result. */
export function environment(more = {}) {
  const env = { PATH: process.env.PATH, JWT_SECRET: SECRET, ...more };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}

/** Runs `callroom ...args` to its end: {code, out, err}. */
export async function run(args, { env = {}, input = "", cwd } = {}) {
  const child = spawn(BINARY, args, { env: environment(env), cwd, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {}); // a command that reads nothing may be gone before we have written
  child.stdin.end(input);
  const ended = Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  try {
    const [[code], out, err] = await within(ended, `callroom ${args.join(" ")} to end`, 20_000);
    return { code, out, err };
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
}

/** The same for a command that must work; what it printed, as JSON. */
export async function runJson(args, options) {
  const { code, out, err } = await run(["--json", ...args], options);
  if (code !== 0) throw new Error(`callroom ${args.join(" ")} ended with ${code}: ${err}`);
  return JSON.parse(out);
}

/** Any other program: {code, out, err}. */
export async function program(name, args) {
  const child = spawn(name, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  const [[code], out, err] = await within(ended, `${name} to end`, 20_000);
  return { code, out, err };
}

const folders = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A folder that is gone when this process ends. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "callroom-it-"));
  folders.push(folder);
  return folder;
}
