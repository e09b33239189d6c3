#!/usr/bin/env bash
# workerd 1.20261117.1 (npm), `enable_request_signal`: a client that closes its connection while a request is worked on is not noticed. The
# signal never aborts and the work goes on to its end, unless the connection is reset (RST): then the signal aborts within
# milliseconds, and nothing of the request runs any more, not even timers that were set.
# Guess before: curl ended by ctrl-C, or a browser's tab closed, aborts `request.signal` at the next turn of the event loop.
# Seen: of 200 steps with a timer between each two, all run after `end()` and `destroy()` of the socket, a few after `resetAndDestroy()`.
# For us: under `retort serve` work for clients that are gone cannot be told from other work. So what keeps short requests short is
# the order of turns (worker/runtime/turn-queue.ts), not giving up; docs/serving.md says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund workerd@1.20261117.1 > /dev/null
cat > worker.mjs <<'JS'
const work = new Map();
export default {
  async fetch({ url, signal }) {
    const { pathname } = new URL(url);
    const id = pathname.slice(1);
    if (work.has(id)) return Response.json(work.get(id));
    const seen = { aborted: false, steps: 0 };
    work.set(id, seen);
    signal.addEventListener("abort", () => (seen.aborted = true));
    for (; seen.steps < 200; seen.steps++) await new Promise((done) => setTimeout(done, 10));
    return new Response("done");
  },
};
JS
cat > run.mjs <<'JS'
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";

const free = createServer().listen(0);
const { port } = free.address();
free.close();
writeFileSync("config.capnp", `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2026-11-01",
    compatibilityFlags = ["enable_request_signal"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);`);
const workerd = spawn("node_modules/.bin/workerd", ["serve", "config.capnp"], { stdio: ["ignore", 2, 2] });
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
for (const leave of ["end", "destroy", "resetAndDestroy"]) {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const open = await new Promise((done) => socket.once("connect", () => done(true)).once("error", () => done(false)));
    if (!open) {
      await wait(50);
      continue;
    }
    socket.write(`GET /${leave} HTTP/1.1\r\nhost: a\r\n\r\n`);
    await wait(300);
    socket[leave]();
    break;
  }
  await wait(5000);
  const { aborted, steps } = await fetch(`http://127.0.0.1:${port}/${leave}`).then((response) => response.json());
  console.log(`${leave}: ${aborted ? "aborted" : "not aborted"}, ${steps === 200 ? "all" : "not all"} steps`);
}
workerd.kill();
JS
seen=$(node run.mjs 2> /dev/null)
echo "$seen"
[[ $seen == "end: not aborted, all steps
destroy: not aborted, all steps
resetAndDestroy: aborted, not all steps" ]] || { echo "this has changed" >&2; exit 1; }
