// A database server that speaks MongoDB's wire protocol: FerretDB, stopped and paused as a test wants; and what another
// application does with the same database through Mongoose.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, readdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import path from "node:path";
import { fileURLToPath } from "node:url";
import mongoose from "mongoose";
import { temporaryFolder } from "./command.js";
import { eventually, within } from "./deadline.js";

const PROGRAM = fileURLToPath(new URL("../../../../build/tools/ferretdb/ferretdb", import.meta.url));

export class Database {
  static async start() {
    const database = new Database();
    database.directory = path.join(await temporaryFolder(), "ferretdb");
    await database.launch();
    return database;
  }

  /** Starts it (again), on the same port and data. */
  async launch() {
    const listen = this.port ? `127.0.0.1:${this.port}` : "127.0.0.1:0";
    const child = spawn(PROGRAM, ["-dir", this.directory, "-listen", listen], { stdio: ["pipe", "pipe", "inherit"] });
    this.child = child;
    this.exited = once(child, "close");
    const failed = once(child, "error").then(([error]) => {
      throw new Error(`no FerretDB (scripts/lib/build-ferretdb builds it): ${error.message}`);
    });
    const line = once(createInterface({ input: child.stdout }), "line");
    const [uri] = await within(Promise.race([line, failed]), "FerretDB to listen", 20_000);
    this.port = new URL(uri.replace("mongodb:", "http:")).port;
    this.uri = `mongodb://127.0.0.1:${this.port}/callroom`;
  }

  /** Resolves when all of its threads stand still: the signal takes its time to reach the last of them. */
  async pause() {
    this.child.kill("SIGSTOP");
    await eventually(() => threadStates(this.child.pid), (states) => states.every((state) => state === "T"), "FerretDB to stop");
  }
  resume() {
    this.child.kill("SIGCONT");
  }

  async kill() {
    this.child.kill("SIGKILL");
    await within(this.exited, "FerretDB to be gone");
  }
}

/** R, S, D, T, … of each thread: proc(5), /proc/[pid]/stat, the field after the name in brackets. */
async function threadStates(pid) {
  const threads = await readdir(`/proc/${pid}/task`);
  const stats = await Promise.all(threads.map((id) => readFile(`/proc/${pid}/task/${id}/stat`, "utf8")));
  return stats.map((stat) => stat.slice(stat.lastIndexOf(")") + 2)[0]);
}

const { ObjectId, Mixed } = mongoose.Schema.Types;

/** The models of an application that has its own fields beside those of the contract. */
export async function platform(uri) {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  const model = (name, collection, fields, options = {}) =>
    connection.model(name, new mongoose.Schema(fields, { collection, ...options }));
  return {
    connection,
    User: model("User", "users", { name: String, email: String, role: String, phone: String }, { timestamps: true }),
    Session: model(
      "Session",
      "sessions",
      {
        clientId: { type: ObjectId, ref: "User" },
        psychologistId: { type: ObjectId, ref: "User" },
        sessionDate: Date,
        sessionType: { type: String, enum: ["Individual", "Group", "Assessment"] },
        status: {
          type: String,
          enum: ["Pending", "Confirmed", "In Progress", "Completed", "Cancelled", "Declined"],
        },
        paymentStatus: String,
        meetingLink: String,
        isVideoCall: Boolean,
        videoCallStarted: Date,
        videoCallEnded: Date,
        callDuration: Number,
        notes: String,
        intake: { goals: [String] },
      },
      { timestamps: true },
    ),
    Audit: model("Audit", "videocallauditlogs", {
      sessionId: ObjectId,
      userId: ObjectId,
      action: String,
      timestamp: Date,
      metadata: Mixed,
      ipAddress: String,
      userAgent: String,
      roomId: String,
      errorCode: String,
      errorMessage: String,
      duration: Number,
    }),
    Metrics: model("Metrics", "videocallmetrics", {
      date: Date,
      period: { type: String, enum: ["hourly", "daily", "weekly", "monthly"] },
      totalAttempts: Number,
      totalSuccesses: Number,
      totalCalls: Number,
      completedCalls: Number,
      totalDuration: Number,
      uniqueUsers: Number,
    }),
  };
}
