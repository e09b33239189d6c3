/**
 * A burst of new units from one key, faster than any server here answers them: what is shed, what is answered, and whether each answer has its one row.
 *
 *     node bench/experiments/burst.ts [--units 10000] [--connections 2000] [--models a,b]
 *
 * Every request is sent as soon as one of the connections is free, and none is repeated; then feedback on every answer, twice, 64 at a time.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensureAdminKey } from "../../cli/dev-vars.ts";
import { ApiClient } from "../../cli/http/client.ts";
import { audit } from "../../test/experiments/audit.ts";
import { newLedger, post } from "../../test/experiments/traffic.ts";
import { startServe } from "../../test/fixtures/serve-process.ts";

const { values } = parseArgs({
  options: {
    units: { type: "string", default: "10000" },
    connections: { type: "string", default: "2000" },
    models: { type: "string", default: "sst2-pkd-skip,sst2-kronecker-19x" },
  },
});
const state = await mkdtemp(join(tmpdir(), "retort-burst-"));
const server = await startServe(["--port", "0", "--state", state]);
const { key } = await ensureAdminKey();
const variants = values.models.split(",").map((model, _, all) => ({ model, weight: 1 / all.length }));
const body = { name: "burst", task: "text-classification", variants };
const { id } = await new ApiClient(server.url, key).post<{ id: string }>("/v1/experiments", body);
const served = { url: server.url, key, id };
const ledger = newLedger();

/** `work` on each, so many at a time. */
async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<number> {
  const from = performance.now();
  const left = items.values();
  const worker = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
  return (performance.now() - from) / 1000;
}

const statuses = new Map<string, number>();
const units = Array.from({ length: Number(values.units) }, (_, i) => `unit-${i}`);
const seconds = await inParallel(units, Number(values.connections), async (unit) => {
  const answer = await post(served, "infer", { inputs: "a warm, funny film", unit });
  const status = answer === null ? "none" : String(answer.status);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  if (answer === null) ledger.unheard.infer++;
  if (answer?.status !== 200) return;
  const { assignment, variant } = JSON.parse(answer.body) as { assignment: string; variant: string };
  ledger.answers.set(assignment, { unit, variant });
});
const told = [...statuses].map(([status, n]) => `${n} x ${status}`).join(", ");
console.log(
  `${units.length} units in ${seconds.toFixed(1)} s, ${Math.round(units.length / seconds)} a second: ${told}`,
);

const twice = [...ledger.answers.keys()].flatMap((assignment) => [assignment, assignment]);
const judging = await inParallel(twice, 64, async (assignment) => {
  const answer = await post(served, "feedback", { assignment, correct: true });
  if (answer === null) ledger.unheard.feedback++;
  else if (answer.status === 204) ledger.judged.set(assignment, true);
  else throw new Error(`feedback answered ${answer.status}: ${answer.body}`);
});
console.log(`${twice.length} feedbacks in ${judging.toFixed(1)} s, ${Math.round(twice.length / judging)} a second`);

const before = performance.now();
const { rows, judged, unheard, faults } = await audit(served, ledger);
const looked = ((performance.now() - before) / 1000).toFixed(1);
console.log(
  `${rows} rows, ${judged} judged, ${unheard} unheard of: ${faults.length} faults (report and export in ${looked} s)`,
);
for (const fault of faults.slice(0, 10)) console.log(`  ${fault}`);
await server.stop("SIGTERM");
await rm(state, { recursive: true, force: true });
process.exit(faults.length === 0 ? 0 : 1);
