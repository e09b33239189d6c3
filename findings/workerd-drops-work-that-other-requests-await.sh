#!/usr/bin/env bash
# workerd 1.20261117.1 (npm): work that a request begins goes no further than its next timer or fetch once the request has been
# answered, unless `waitUntil` has it; a promise of it that another request awaits is rejected then. A release of a year before
# (1.20251125.0) let the other request wait on, without a word.
# Guess before: one isolate, one event loop: a promise kept in a module's variable settles, whoever began the work, as in Node.
# Seen: the second request is told that the promise "was created by a request that has since ended, so it can never settle";
# with `waitUntil` in the first it gets the value.
# For us: a load shared by a promise would fail all who wait for it together with the one that began it. worker/runtime/shared-loads.ts
# and turns.ts share plain data, which each request looks at by timers of its own, and the load goes on under `waitUntil`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund workerd@1.20261117.1 > /dev/null
cat > worker.mjs <<'JS'
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const load = async () => (await sleep(100), "the value");
let loading;
export default {
  async fetch({ url }, _, context) {
    const { pathname } = new URL(url);
    if (pathname === "/value") {
      const outcome = loading.then((value) => value, ({ message }) => message.split(",")[0]);
      return new Response(await Promise.race([outcome, sleep(2000).then(() => "nothing in 2 s")]));
    }
    loading = load();
    if (pathname === "/begin-and-wait-until") context.waitUntil(loading);
    return new Response("begun");
  },
};
JS
cat > run.mjs <<'JS'
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";

const free = createServer().listen(0);
const { port } = free.address();
free.close();
writeFileSync("config.capnp", `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    modules = [(name = "worker", esModule = embed "worker.mjs")], compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "localhost:${port}", http = (), service = "main")]
);`);
const workerd = spawn("node_modules/.bin/workerd", ["serve", "config.capnp"], { stdio: ["ignore", 2, 2] });
const ask = (path) => fetch(`http://localhost:${port}${path}`).then((response) => response.text());
for (let left = 200; left > 0; left--) {
  if (await ask("/begin").then(() => true, () => false)) break;
  await new Promise((done) => setTimeout(done, 50));
}
for (const path of ["/begin", "/begin-and-wait-until"]) {
  await ask(path);
  console.log(`${path}: ${await ask("/value")}`);
}
workerd.kill();
JS
seen=$(node run.mjs 2> /dev/null)
echo "$seen"
[[ $seen == "/begin: This promise was created by a request that has since ended
/begin-and-wait-until: the value" ]] || { echo "this has changed" >&2; exit 1; }
