/**
 * A server whose bucket and database fail: so many connections ask more models than have room, so that their files are read again and again, while an
 * evaluation runs. Every answer is held against the one that the same server gives without faults, and so are the evaluation's predictions.
 *
 *     node bench/load/faults.ts [--connections 32] [--seconds 60] [--fail 0.01] [--slow 0.05] [--slow-ms 2000] [--writes-fail 0.01] [--suite retort/reviews] [--models a,b,c]
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { inputOfTokens } from "../../cli/bench/texts.ts";
import { ApiClient } from "../../cli/http/client.ts";
import { freePort } from "../../cli/local/port.ts";
import { prepareStorage } from "../../cli/local/serve.ts";
import { startLocalWorker } from "../../cli/local/worker.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { guardWorkerd } from "../../cli/state/child-guard.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import type { Rates } from "../../worker/test/fault-rates.ts";
import { type Answer, ask, figures } from "./ask.ts";

const { values } = parseArgs({
  options: {
    connections: { type: "string", default: "32" },
    seconds: { type: "string", default: "60" },
    fail: { type: "string", default: "0.01" },
    slow: { type: "string", default: "0.05" },
    "slow-ms": { type: "string", default: "2000" },
    "writes-fail": { type: "string", default: "0.01" },
    suite: { type: "string", default: "retort/reviews" },
    models: {
      type: "string",
      default:
        "sst2-teacher,sst2-kronecker-19x,mrpc-kronecker-19x,squad-kronecker-19x,snips-xtremedistil,cola-kronecker-19x-layers,rte-kronecker-19x-recombined,sst2-pkd-skip",
    },
  },
});
const faults: Rates = {
  readsFail: Number(values.fail),
  readsSlow: Number(values.slow),
  slowMs: Number(values["slow-ms"]),
  writesFail: Number(values["writes-fail"]),
};
const NONE: Rates = { readsFail: 0, readsSlow: 0, slowMs: 0, writesFail: 0 };
const KEY = "of-this-measurement-alone";

const state = await mkdtemp(join(tmpdir(), "faults-"));
const dismissGuard = guardWorkerd();
await prepareStorage(state, join(projectRoot, "r2-assets"));

async function whileServing<T>(rates: Rates, work: (api: ApiClient) => Promise<T>): Promise<T> {
  const worker = await startLocalWorker({
    port: await freePort(0),
    stateDir: state,
    vars: { RETORT_ADMIN_KEY: KEY, RETORT_CODE: "bench", FAULTS: JSON.stringify(rates) },
    entry: join(projectRoot, "worker", "test", "faulty-worker.ts"),
  });
  try {
    return await work(new ApiClient(worker.url, KEY));
  } finally {
    await worker.stop();
  }
}

/** What an evaluation of the first model leaves: its end, and its predictions as text. */
async function evaluated(
  api: ApiClient,
  suite: string,
  model: string,
): Promise<{ status: string; predictions: string }> {
  const { id } = await api.post<{ id: string }>("/v1/evals", { model, suite });
  for (;;) {
    const { status, error } = await patiently(() => api.get<{ status: string; error?: string }>(`/v1/evals/${id}`));
    if (status !== "queued" && status !== "running") {
      if (error !== undefined) console.log(`the evaluation ends as ${status}: ${error}`);
      const predictions =
        status === "complete" ? await (await fetch(`${api.url}/v1/runs/${id}/predictions`)).text() : "";
      return { status, predictions };
    }
    await new Promise((wake) => setTimeout(wake, 500));
  }
}

/** A poll may meet a failure; the next tells. */
const patiently = async <T>(get: () => Promise<T>): Promise<T> => get().catch(() => get());

const wanted = values.models.split(",");
const { asked, right, sound } = await whileServing(NONE, async (api) => {
  const { models } = await api.get<{ models: { id: string; task: Task }[] }>("/v1/models");
  const asked = models
    .filter(({ id }) => wanted.includes(id))
    .flatMap(({ id, task }) => [8, 16, 32].map((tokens) => ({ id, inputs: inputOfTokens(task, tokens, tokens) })));
  const right: string[] = [];
  for (const { id, inputs } of asked) {
    const { status, body } = await ask(api.url, id, inputs);
    if (status !== 200) throw new Error(`${id} answers ${status} without faults: ${body}`);
    right.push(body);
  }
  return { asked, right, sound: await evaluated(api, values.suite, wanted[0]!) };
});

await whileServing(faults, async (api) => {
  const answers: Answer[] = [];
  let wrong = 0;
  const others = new Map<string, number>();
  const evaluation = evaluated(api, values.suite, wanted[0]!);
  const end = performance.now() + 1000 * Number(values.seconds);
  await Promise.all(
    Array.from({ length: Number(values.connections) }, async (_, connection) => {
      for (let i = connection; performance.now() < end; i += 7) {
        const answer = await ask(api.url, asked[i % asked.length]!.id, asked[i % asked.length]!.inputs);
        answers.push(answer);
        if (answer.status !== 200) others.set(answer.body, (others.get(answer.body) ?? 0) + 1);
        else if (answer.body !== right[i % asked.length]) wrong++;
      }
    }),
  );
  const { n, p50, p99, most, statuses } = figures(answers);
  console.log(
    `requests: ${n} (${statuses}), wrong answers: ${wrong}; ms: p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)}, most ${most.toFixed(0)}`,
  );
  for (const [body, times] of others) console.log(`${times} x ${body}`);
  const { status, predictions } = await evaluation;
  console.log(
    `evaluation: ${status}, ${predictions === sound.predictions ? "equal to" : "NOT equal to"} the one without faults (${sound.predictions.length} bytes)`,
  );
  console.log(`met: ${JSON.stringify(await (await fetch(`${api.url}/faults`)).json())}`);
});
await rm(state, { recursive: true });
dismissGuard();
process.exit(0); // wrangler leaves timers behind
