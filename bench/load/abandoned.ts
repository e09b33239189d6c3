/**
 * How long short requests take while seven requests of 128 texts of 128 tokens, whose clients have gone, and an evaluation keep the server busy, beside
 * the same on an idle server. With `--against` an older build is asked in the same run, which needs a server of its own.
 *
 *     node bench/load/abandoned.ts [--url http://localhost:8787] [--against URL] --key KEY [--key-against KEY] [--heavy sst2-teacher] [--short sst2-kronecker-19x]
 *       [--suite glue/sst2] [--seconds 30]
 */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { textOfTokens } from "../../cli/bench/texts.ts";
import { ApiClient } from "../../cli/http/client.ts";
import { type Answer, abandon, ask, figures } from "./ask.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:8787" },
    against: { type: "string" },
    key: { type: "string" },
    "key-against": { type: "string" },
    heavy: { type: "string", default: "sst2-teacher" },
    short: { type: "string", default: "sst2-kronecker-19x" },
    suite: { type: "string", default: "glue/sst2" },
    seconds: { type: "string", default: "30" },
  },
});
const { heavy, short, suite } = values;
const seconds = Number(values.seconds);

const HEAVY = Array.from({ length: 128 }, (_, i) => textOfTokens(128, i));
const shortText = (i: number) => textOfTokens(12, i);

/** A short request every 50 ms, one at a time, for so long. */
async function shortRequests(url: string, seconds: number): Promise<Answer[]> {
  const answers: Answer[] = [];
  const end = performance.now() + 1000 * seconds;
  for (let i = 0; performance.now() < end; i++) {
    answers.push(await ask(url, short, shortText(i)));
    await wait(50);
  }
  return answers;
}

interface Measured {
  idle: ReturnType<typeof figures>;
  busy: ReturnType<typeof figures>;
}

async function measure(url: string, key: string | undefined): Promise<Measured> {
  const api = new ApiClient(url, key);
  for (const model of [heavy, short]) await ask(url, model, shortText(0)); // loaded
  const idle = figures(await shortRequests(url, seconds / 2));
  const { id } = await api.post<{ id: string }>("/v1/evals", { model: heavy, suite });
  await wait(1000);
  for (let i = 0; i < 7; i++) void abandon(url, heavy, HEAVY);
  await wait(1000);
  const busy = figures(await shortRequests(url, seconds));
  const { status, progress } = await api.get<{ status: string; progress: { done: number; total: number } }>(
    `/v1/evals/${id}`,
  );
  console.log(`${url}: evaluation ${status}, ${progress.done} of ${progress.total} rows, when the last was answered`);
  if (status === "running" || status === "queued") await api.json("DELETE", `/v1/evals/${id}`);
  return { idle, busy };
}

const line = (name: string, { n, p50, p99, most, statuses }: Measured["idle"]) =>
  `| ${name} | ${n} | ${p50.toFixed(1)} | ${p99.toFixed(1)} | ${most.toFixed(1)} | ${statuses} |`;

const ours = await measure(values.url, values.key);
const theirs = values.against === undefined ? undefined : await measure(values.against, values["key-against"]);
console.log("\n| short requests | n | p50 ms | p99 ms | most ms | statuses |\n|---|---:|---:|---:|---:|---|");
console.log(line("idle", ours.idle));
console.log(line("busy", ours.busy));
console.log(`\nbusy p99 is ${(ours.busy.p99 / ours.idle.p99).toFixed(1)}x the idle one`);
if (theirs !== undefined) {
  console.log(`${line("idle, against", theirs.idle)}\n${line("busy, against", theirs.busy)}`);
  console.log(`\nbusy p99 is ${(theirs.busy.p99 / ours.busy.p99).toFixed(1)}x better than against`);
}
