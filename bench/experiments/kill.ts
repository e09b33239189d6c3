/**
 * A server that is killed again and again amid an experiment's traffic, and started anew on the same state. After each start what it exports and
 * reports is held against what clients heard.
 *
 *     node bench/experiments/kill.ts [--kills 10] [--seconds 5] [--clients 16] [--units 2000] [--models a,b] [--seed 17]
 *
 * Prints a line a kill; exits with 1 where anything was lost, doubled or changed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { ApiClient } from "../../cli/http/client.ts";
import { createRandom } from "../../eval/statistics/random.ts";
import { audit } from "../../test/experiments/audit.ts";
import { drive, newLedger, type Served } from "../../test/experiments/traffic.ts";
import { startServe } from "../../test/fixtures/serve-process.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "10" },
    seconds: { type: "string", default: "5" },
    clients: { type: "string", default: "16" },
    units: { type: "string", default: "2000" },
    models: { type: "string", default: "sst2-pkd-skip,sst2-kronecker-19x" },
    seed: { type: "string", default: "17" },
  },
});
const state = await mkdtemp(join(tmpdir(), "retort-kill-"));
const serve = () => startServe(["--port", "0", "--state", state]);
const source = createRandom(Number(values.seed));
const random = () => source.unit();
const { key } = await ensureAdminKey();

let server = await serve();
const variants = values.models.split(",").map((model, _, all) => ({ model, weight: 1 / all.length }));
const body = { name: "killed", task: "text-classification", variants };
const { id } = await new ApiClient(server.url, key).post<{ id: string }>("/v1/experiments", body);
const served = (): Served => ({ url: server.url, key, id });
const ledger = newLedger();
let faults = 0;

for (let kill = 1; kill <= Number(values.kills); kill++) {
  const traffic = drive(served(), ledger, {
    clients: Number(values.clients),
    units: Number(values.units),
    random,
    goesOn: () => true,
  });
  const looking = setInterval(() => void fetch(`${server.url}/v1/experiments/${id}`).catch(() => {}), 500);
  await new Promise((wake) => setTimeout(wake, 1000 * Number(values.seconds) * (0.5 + random())));
  await server.stop("SIGKILL");
  clearInterval(looking);
  await traffic;
  server = await serve();
  const found = await audit(served(), ledger);
  faults += found.faults.length;
  console.log(
    `kill ${kill}: ${ledger.answers.size} answers heard, ${found.rows} rows; ${ledger.judged.size} feedbacks told, ${found.judged} judged of ${found.units} units; ` +
      `${found.unheard} rows unheard of, of ${ledger.unheard.infer} requests cut off; ${found.faults.length} faults`,
  );
  for (const fault of found.faults.slice(0, 10)) console.log(`  ${fault}`);
}
await server.stop("SIGTERM");
await rm(state, { recursive: true, force: true });
process.exit(faults === 0 ? 0 : 1);
