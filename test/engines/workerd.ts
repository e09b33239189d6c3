/** workerd itself, of wrangler's version, with a Worker that answers one request. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Answers } from "./place.ts";

const require = createRequire(import.meta.url);
const { default: program } = createRequire(require.resolve("wrangler/package.json"))("workerd") as { default: string };

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "files", disk = (path = ".")),
    (name = "place", worker = (
      modules = [
        (name = "workerd.mjs", esModule = embed "workerd.mjs"),
        (name = "plain.wasm", wasm = embed "plain.wasm"),
        (name = "relaxed.wasm", wasm = embed "relaxed.wasm"),
      ],
      compatibilityDate = "2026-11-01",
      bindings = [(name = "FILES", service = "files")],
    )),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "place")],
);
`;

export async function askWorkerd(folder: string): Promise<Answers> {
  await writeFile(join(folder, "workerd.capnp"), CONFIG);
  const child = spawn(program, ["serve", "--control-fd=3", "workerd.capnp"], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  const ended = once(child, "exit");
  try {
    const port = await portOf(child.stdio[3] as Readable);
    return (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as Answers;
  } finally {
    child.kill();
    await ended;
  }
}

/** What workerd says of itself is a line of JSON an event, `listen` with the port that it was given. */
async function portOf(control: Readable): Promise<number> {
  for await (const line of createInterface(control)) {
    const { event, port } = JSON.parse(line) as { event: string; port?: number };
    if (event === "listen") return port!;
  }
  throw new Error("workerd ended before it listened");
}
