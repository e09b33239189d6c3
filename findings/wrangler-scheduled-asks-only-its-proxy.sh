#!/usr/bin/env bash
# wrangler 4.164.0 (npm), `unstable_startWorker`: the `scheduled()` of what it returns does not reach the Worker's handler, for which it is there; the
# same event at `/cdn-cgi/handler/scheduled` over HTTP does.
# Guess before: `await worker.scheduled({ cron })` runs the Worker's `scheduled`, as `worker.fetch()` runs its `fetch`.
# Seen: it rejects with `"clock" worker not found`, since it asks the runtime in which wrangler's proxy alone lives; over HTTP the handler runs.
# For us: `retort serve` does every minute what a deployment's clock does, by that address (cli/local/worker.ts); without it nothing local would be
# deleted by age.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund wrangler@4.164.0 > /dev/null 2>&1
cat > worker.mjs <<'JS'
let times = 0;
export default {
  fetch: () => new Response(`scheduled ran ${times} times`),
  scheduled: () => void times++,
};
JS
cat > wrangler.toml <<'TOML'
name = "clock"
main = "worker.mjs"
compatibility_date = "2026-11-01"
[triggers]
crons = ["* * * * *"]
TOML
cat > run.mjs <<'JS'
import { unstable_startWorker } from "wrangler";
const worker = await unstable_startWorker({ config: "wrangler.toml", dev: { server: { port: 0 }, inspector: false, logLevel: "none", watch: false } });
await worker.ready;
const url = await worker.url;
const told = async (how) => console.log(`${how}: ${await (await fetch(url)).text()}`);
await told("at first");
const outcome = await worker.scheduled({ cron: "* * * * *" }).then((result) => JSON.stringify(result), (error) => `fails: ${error.message}`);
await told(`worker.scheduled() -> ${outcome}`);
const answer = await fetch(new URL("/cdn-cgi/handler/scheduled?cron=*+*+*+*+*", url));
await told(`over HTTP -> ${answer.status} ${await answer.text()}`);
await worker.dispose();
process.exit(0);
JS
seen=$(node run.mjs 2> /dev/null | grep ": scheduled ran")
echo "$seen"
[[ $seen == 'at first: scheduled ran 0 times
worker.scheduled() -> fails: "clock" worker not found: scheduled ran 0 times
over HTTP -> 200 ok: scheduled ran 1 times' ]] || { echo "this has changed" >&2; exit 1; }
