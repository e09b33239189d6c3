/**
 * What a server answers to every GET there is, as one file, so that two releases can be held against each other:
 *
 *     node bench/routes/collect.ts http://localhost:8787 > before.ndjson
 *     node bench/routes/differences.ts before.ndjson after.ndjson
 *
 * Models, suites, runs with their predictions, a leaderboard for each suite, a comparison for each pair of models on each
 * suite, robustness reports, pages, the OpenAPI document and the metadata of the Open Inference Protocol. One
 * `{path, status, body}` a line; of a body over 20 kB that is no JSON its sha256. Asks one request at a time; a fresh clone takes minutes.
 */
import { createHash } from "node:crypto";

const [url] = process.argv.slice(2);
if (url === undefined) throw new Error("usage: node bench/routes/collect.ts URL");

const MOST_CHARACTERS = 20_000;

// biome-ignore lint/suspicious/noExplicitAny: whatever the server answers
async function ask(path: string): Promise<any> {
  const response = await fetch(`${url}${path}`);
  const text = await response.text();
  const json = (response.headers.get("content-type") ?? "").includes("json") ? parse(text) : undefined;
  const digest = () => createHash("sha256").update(text).digest("hex");
  const asText = () => (text.length > MOST_CHARACTERS ? { sha256: digest(), characters: text.length } : text);
  const body = json ?? asText();
  console.log(JSON.stringify({ path, status: response.status, body }));
  return json;
}

/** NDJSON stays text. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

for (const path of ["/", "/docs", "/openapi.json", "/v2", "/v2/health/live", "/v2/health/ready"]) await ask(path);
await ask("/v1/evals");
await ask("/v1/measurements");

const { models } = await ask("/v1/models");
for (const { id, version } of models) {
  for (const path of [`/v1/models/${id}`, `/v2/models/${id}`, `/v2/models/${id}/versions/${version}`]) await ask(path);
}
const { suites } = await ask("/v1/suites");
for (const { id } of suites) await ask(`/v1/suites/${id}`);

const runs: { id: string; suite: string; model: string; perturbation?: string }[] = [];
for (let cursor: string | undefined = ""; cursor !== undefined; ) {
  const page = await ask(`/v1/runs?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
  runs.push(...page.runs);
  cursor = page.next;
}
for (const { id } of runs) {
  await ask(`/v1/runs/${id}`);
  await ask(`/v1/runs/${id}/predictions`);
}

for (const suite of new Set(runs.map((run) => run.suite))) {
  await ask(`/v1/leaderboard?suite=${suite}`);
  const scored = runs.filter((run) => run.suite === suite && run.perturbation === undefined);
  const names = [...new Set(scored.map(({ model }) => model))].sort();
  for (const [i, a] of names.entries())
    for (const b of names.slice(i + 1)) await ask(`/v1/comparisons?a=${a}&b=${b}&suite=${suite}`);
  for (const name of names) await ask(`/v1/robustness?model=${name}&suite=${suite}`);
}
await ask("/v1/leaderboard?suite=glue/sst2&suite=retort/reviews&weights=performance:1,bytes:0.5");
