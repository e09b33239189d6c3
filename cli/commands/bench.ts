import { type Command, Option } from "commander";
import { parseModelRef, Runtime, type Task } from "../../r2-assets/format/names.ts";
import { describeMachine } from "../bench/machine.ts";
import { type Latency, type Load, measureLatency, timeRequest } from "../bench/measure.ts";
import { inputOfTokens } from "../bench/texts.ts";
import { CliError } from "../cli-error.ts";
import { type ApiClient, apiClient, isLocal, type ServerOptions, withServer } from "../http/client.ts";
import { collect, wholeNumber } from "../options.ts";
import { createProgress } from "../ui/progress.ts";
import { table } from "../ui/table.ts";

interface LoadOptions {
  runtime?: Runtime;
  tokens?: number[];
  batch: number;
  requests: number;
  warmUp: number;
}

interface BenchOptions extends LoadOptions, ServerOptions {
  model?: string[];
  cold?: boolean;
  post: boolean;
  json?: boolean;
}

interface Model {
  id: string;
  version: string;
  task: Task;
  max_length: number;
}

/** As `POST /v1/measurements` takes it. */
interface Measurement extends Omit<Latency, "textsPerSecond"> {
  model: string;
  version: string;
  method: string;
  machine: string;
  tokens: number;
  batch: number;
  cold_start?: number;
}

type Result = Measurement & { texts_per_second: number };

/** The length whose figures stand for a model: it is posted last, and the leaderboard shows the newest. */
const USUAL_TOKENS = 32;

export default function benchCommand(program: Command): void {
  const command = program
    .command("bench")
    .description(
      "Measure latency as a client sees it, one request after the other: percentiles by length, throughput one by one " +
        "and in batches. Posts the measurements; the leaderboard shows that of 32 tokens.",
    )
    .option("--model <id...>", "these models; all of them, when none is named", collect<string>)
    .option("--tokens <n...>", "lengths of the texts, special tokens included (default: 8 32 128)", lengths)
    .option(
      "--batch <n>",
      `texts a request in the batch measurement, of ${USUAL_TOKENS} tokens each`,
      wholeNumber(2, 500),
      16,
    )
    .option("--requests <n>", "requests measured for each figure", wholeNumber(1, 100_000), 200)
    .option("--warm-up <n>", "requests before those, not measured", wholeNumber(0, 100_000), 20)
    .addOption(new Option("--runtime <name>", "what shall answer (default: the server's)").choices(Runtime.options))
    .option("--cold", "time each model's very first request, too: right after `retort serve --no-warm`")
    .option("--no-post", "do not post the measurements");
  withServer(command).option("--json", "print them as JSON").action(bench);
}

const lengths = (text: string, before: readonly number[] = []) => collect(wholeNumber(3, 512)(text), before);

async function bench({ model: wanted, cold = false, post, json, ...options }: BenchOptions): Promise<void> {
  const { runtime } = options;
  const api = await apiClient(options);
  const models = await chooseModels(api, wanted);
  const machine = await describeMachine(isLocal(api.url));
  const coldStarts = new Map<string, number>();
  // Before anything else is asked: a first request comes only once.
  if (cold)
    for (const { id, task } of models)
      coldStarts.set(id, (await timeRequest(api, { model: id, runtime }, [inputOfTokens(task, USUAL_TOKENS, 0)])).ms);

  const loads = models.flatMap((model) => loadsOf(model, options).map((load) => ({ ...load, version: model.version })));
  const perLoad = options.warmUp + options.requests;
  const progress = createProgress({ label: "measuring", total: loads.length * perLoad, unit: "requests" });
  let sent = 0;
  const results: Result[] = [];
  try {
    for (const { version, ...load } of loads) {
      const { textsPerSecond, ...latency } = await measureLatency(api, load, () =>
        progress.update(++sent, `${load.model}, ${load.tokens} tokens`),
      );
      const coldStart = coldStarts.get(load.model);
      results.push({
        model: load.model,
        version,
        method: `closed loop, 1 client, ${load.warmUp} requests to warm up`,
        machine,
        tokens: load.tokens,
        batch: load.batch,
        ...latency,
        ...(coldStart !== undefined && load.batch === 1 && { cold_start: coldStart }),
        texts_per_second: textsPerSecond,
      });
    }
  } finally {
    // What was measured is printed before anything else can fail.
    progress.stop();
    if (results.length > 0) console.log(json ? JSON.stringify(results, null, 2) : report(results, machine));
  }
  if (post)
    for (const { texts_per_second: _, ...measurement } of results) await api.post("/v1/measurements", measurement);
}

async function chooseModels(api: ApiClient, wanted: string[] | undefined): Promise<Model[]> {
  const { models } = await api.get<{ models: Model[] }>("/v1/models");
  if (models.length === 0) throw new CliError(`${api.url} serves no model`);
  return (wanted ?? models.map(({ id }) => id)).map((ref) => {
    const { id, version } = parseModelRef(ref);
    const found = models.find((model) => model.id === id);
    if (found === undefined)
      throw new CliError(`there is no model ${id}: it has ${models.map((m) => m.id).join(", ")}`);
    if (version !== undefined && version !== found.version)
      throw new CliError(`it serves ${id}@${found.version}, and measures no other version`);
    return found;
  });
}

/** Batches of the usual length, then one text a request at every length the model takes whole, the usual one last. */
function loadsOf(
  { id, task, max_length }: Model,
  { runtime, tokens = [8, 32, 128], batch, requests, warmUp }: LoadOptions,
): Load[] {
  const load = { model: id, runtime, task, requests, warmUp };
  const fitting = [...new Set(tokens.map((length) => Math.min(length, max_length)))];
  const order = fitting.sort((a, b) => Number(a === USUAL_TOKENS) - Number(b === USUAL_TOKENS) || a - b);
  const batches = { ...load, tokens: Math.min(USUAL_TOKENS, max_length), batch };
  return [batches, ...order.map((length) => ({ ...load, tokens: length, batch: 1 }))];
}

const ms = (value: number) => value.toFixed(value < 100 ? 1 : 0);

const report = (results: Result[], machine: string) =>
  [
    `${machine}; milliseconds`,
    table<Result>(
      [
        { title: "model", cell: ({ model }) => model },
        { title: "runtime", cell: ({ runtime }) => runtime },
        { title: "tokens", cell: ({ tokens }) => tokens, align: "right" },
        { title: "batch", cell: ({ batch }) => batch, align: "right" },
        { title: "p50", cell: ({ p50 }) => ms(p50), align: "right" },
        { title: "p95", cell: ({ p95 }) => ms(p95), align: "right" },
        { title: "p99", cell: ({ p99 }) => ms(p99), align: "right" },
        { title: "n", cell: ({ n }) => n, align: "right" },
        { title: "texts/s", cell: ({ texts_per_second }) => ms(texts_per_second), align: "right" },
        {
          title: "first",
          cell: ({ cold_start }) => (cold_start === undefined ? null : ms(cold_start)),
          align: "right",
        },
      ],
      results,
    ),
  ].join("\n");
