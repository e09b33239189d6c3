#!/usr/bin/env bash
# workerd 1.20261117.1 (npm), Linux: a Worker that answers `ok` and keeps nothing takes 5 to 8 KB more for each request, for tens of
# thousands of them, and then no more. V8's flags for a smaller heap (--max-heap-size, --max-semi-space-size) change nothing of it.
# Guess before: a server's memory is level after some hundred requests, or it leaks.
# Seen: 52 MB at the start, 175 after 20,000 requests, 295 after 50,000, 343 after 80,000, 321 after 170,000. Behind `wrangler dev` there are two
# workerd processes; a larger Worker climbs by 30 KB a request in each and is level after some 16,000.
# For us: whether Retort's memory is level can only be seen behind that slope: bench/memory/requests.ts sends requests without work first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund workerd@1.20261117.1 > /dev/null
cat > run.mjs <<'JS'
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Agent, createServer, get } from "node:http";

const free = createServer().listen(0);
const { port } = free.address();
free.close();
writeFileSync("worker.mjs", `export default { fetch: () => new Response("ok") };`);
writeFileSync("config.capnp", `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);`);
const workerd = spawn("node_modules/@cloudflare/workerd-linux-64/bin/workerd", ["serve", "config.capnp"]);
const agent = new Agent({ keepAlive: true });
const ask = () => new Promise((done, fail) =>
  get({ port, host: "127.0.0.1", agent }, (answer) => answer.resume().once("end", done)).once("error", fail));
for (;;) {
  if (await ask().then(() => true, () => false)) break;
  await new Promise((done) => setTimeout(done, 50));
}
const heldMb = () => Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${workerd.pid}/status`, "utf8"))[1]) / 1000);
const held = {};
for (let i = 1; i <= 160_000; i++) {
  await ask();
  if (i === 1000 || i % 40_000 === 0) console.error(i, (held[i] = heldMb()), "MB");
}
console.log(held[80_000] > 2 * held[1000] ? "climbs" : "level from the start");
console.log(held[160_000] < 1.1 * held[120_000] ? "level at the end" : "climbs to the end");
workerd.kill();
JS
seen=$(node run.mjs)
echo "$seen"
[[ $seen == "climbs
level at the end" ]] || { echo "this has changed" >&2; exit 1; }
