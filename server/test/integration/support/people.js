// Users and sessions as a platform makes them: the first administrator by the command line, everything else by REST.
import { ok } from "./http.js";

let counter = 0;

/** A user made by `callroom user add`, with a token of `callroom token mint`. */
export async function userByCommand(server, role, name) {
  counter += 1;
  const user = await server.command(
    "user",
    "add",
    "--name",
    name ?? `Person ${counter}`,
    "--email",
    `person${counter}@cli.example`,
    "--role",
    role,
  );
  const { token } = await server.command("token", "mint", "--user", user.id);
  return { ...user, token };
}

/** Three people of one practice, and what books their sessions. */
export class Practice {
  static async open(server) {
    const admin = await userByCommand(server, "admin", "Ada Admin");
    const practice = new Practice(server, admin);
    practice.client = await practice.user("client", "Clara Client");
    practice.psychologist = await practice.user("psychologist", "Peter Psychologist");
    return practice;
  }

  constructor(server, admin) {
    this.server = server;
    this.admin = admin;
  }

  /** A user made by the administrator, with a token. */
  async user(role, name) {
    counter += 1;
    const json = { name: name ?? `Person ${counter}`, email: `person${counter}@rest.example`, role };
    const user = await ok(this.server, "POST", "/users", { token: this.admin.token, json });
    const { token } = await this.server.command("token", "mint", "--user", user.id);
    return { ...user, token };
  }

  /** A confirmed and paid session that starts `inMinutes` from now, unless told otherwise. */
  async session({ inMinutes = 0, client = this.client, psychologist = this.psychologist, ...fields } = {}) {
    return ok(this.server, "POST", "/sessions", {
      token: this.admin.token,
      json: {
        clientId: client.id,
        psychologistId: psychologist.id,
        sessionDate: new Date(Date.now() + inMinutes * 60_000).toISOString(),
        status: "Confirmed",
        paymentStatus: "Completed",
        ...fields,
      },
    });
  }

  /** A session and its room, as its client is given it. */
  async room(options) {
    const session = await this.session(options);
    const token = (options?.client ?? this.client).token;
    const { roomId } = await ok(this.server, "POST", `/video-calls/generate-room/${session.id}`, { token });
    return { session, roomId };
  }

  /** The record of a call, as the administrator sees it. */
  record(sessionId) {
    return ok(this.server, "GET", `/video-calls/session/${sessionId}`, { token: this.admin.token });
  }
}
