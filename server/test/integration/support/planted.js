// A call whose every personal field is known, to be looked for in whatever the server writes.
import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { as, ok } from "./http.js";
import { Practice } from "./people.js";

export const PLANTED = {
  name: "Planted Person",
  email: "planted@mail.example",
  address: "203.0.113.77",
  agent: "PlantedAgent/1.0",
  comment: "a planted comment",
};
const HEADERS = { "x-forwarded-for": PLANTED.address, "user-agent": PLANTED.agent };

/** A call of such a person, rated and over. The server trusts our proxy header (TRUSTED_PROXIES=127.0.0.1). */
export async function plant(server) {
  const practice = await Practice.open(server);
  const user = await ok(server, "POST", "/users", {
    token: practice.admin.token,
    json: { name: PLANTED.name, email: PLANTED.email, role: "client" },
  });
  const { token } = await server.command("token", "mint", "--user", user.id);
  const client = { ...user, token };
  const { session } = await practice.room({ client });
  const request = { headers: HEADERS };
  await ok(server, "POST", `/video-calls/start/${session.id}`, as(client, request));
  await ok(server, "POST", `/video-calls/end/${session.id}`, as(client, request));
  const json = { rating: 4, comment: PLANTED.comment };
  await ok(server, "POST", `/video-calls/rating/${session.id}`, as(client, { ...request, json }));
  return { practice, client, session };
}

/** Which of the planted texts are in any of these. */
export const foundIn = (texts) =>
  Object.keys(PLANTED).filter((what) => texts.some((text) => text.includes(PLANTED[what])));
/** The same of files. */
export const found = (files) => foundIn(files.map((file) => readFileSync(file, "latin1")));

export const filesIn = (folder) =>
  readdirSync(folder)
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile());
