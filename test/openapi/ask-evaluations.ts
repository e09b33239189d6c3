/** Suites, evaluations, and what is computed of their runs. */
import { expect } from "vitest";
import type { Asker } from "./asker.ts";

const ROWS = Array.from({ length: 12 }, (_, i) => ({
  id: `row-${i}`,
  text_a: `${i % 2 ? "a warm, funny film" : "the plot was awful"} ${i}`,
  label: i % 2 ? "positive" : "negative",
}));
/** So many that an evaluation of them can still be cancelled. */
const MANY = Array.from({ length: 3000 }, (_, i) => ({
  ...ROWS[i % 2]!,
  id: `row-${i}`,
  text_a: "good ".repeat(60) + i,
}));
const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const NDJSON = { "content-type": "application/x-ndjson" };
const CSV = { accept: "text/csv" };
const AT_HAND = { "if-none-match": "*" };
const WAYS: Record<string, string>[] = [{}, CSV, AT_HAND];
const SUITE = "/v1/suites/own/films";

/** A run of a tiny model on the suite. */
async function evaluated({ ask }: Asker, model: string, more: object = {}): Promise<string> {
  const { id } = await ask("POST /v1/evals", { body: { model, suite: "own/films", ...more } });
  await ask(`GET /v1/evals/${id}/events`);
  const { status, progress } = await ask(`GET /v1/evals/${id}`);
  expect(status).toBe("complete");
  await ask(`GET /v1/evals/${id}/events`, { headers: { "last-event-id": `complete-${progress.done}` } });
  return id;
}

/** A suite of two parts: its sealed figures, with and without a key, and who has seen them. */
async function askForSealedFigures({ ask }: Asker) {
  const rows = Array.from({ length: 60 }, (_, i) => ({ ...ROWS[i % 12]!, id: `row-${i}` }));
  const put = (query: string) => ask(`PUT /v1/suites/own/parts?${query}`, { body: ndjson(rows), headers: NDJSON });
  for (const query of ["split=0.5", "", "split=0.4", "split=2"]) await put(query);
  const lines: string = await ask("GET /v1/suites/own/parts-report/looks", { headers: CSV });
  expect(lines.trim().split("\r\n")).toHaveLength(1);
  const suite = "own/parts-report";
  const { id } = await ask("POST /v1/evals", { body: { model: "tiny-teacher", suite } });
  await ask(`GET /v1/evals/${id}/events`);
  for (const path of [
    `/v1/runs/${id}`,
    `/v1/leaderboard?suite=${suite}`,
    `/v1/comparisons?run_a=${id}&run_b=${id}`,
    `/v1/robustness?model=tiny-teacher&suite=${suite}`,
  ]) {
    for (const headers of [{}, CSV]) await ask(`GET ${path}`, { headers });
    await ask(`GET ${path}`, { by: null });
  }
  for (const of of ["parts", "parts-report", "parts-choose", "films", "none"])
    await ask(`GET /v1/suites/own/${of}/looks`);
  await ask("GET /v1/suites/own/parts-report/looks", { headers: CSV });
}

export async function askForEvaluations(asker: Asker) {
  const { ask, key } = asker;
  for (const _ of [1, 2]) await ask(`PUT ${SUITE}`, { body: ndjson(ROWS), headers: NDJSON });
  await ask("PUT /v1/suites/own/others", { body: ndjson(MANY), headers: NDJSON });
  const pairs = ROWS.map((row, i) => ({ ...row, group: i % 3 }));
  await ask("PUT /v1/suites/own/grouped", { body: ndjson(pairs), headers: NDJSON });
  for (const of of ["grouped", "films", "none"]) await ask(`GET /v1/suites/own/${of}/clusters`);
  await ask("GET /v1/suites/own/grouped/clusters", { headers: AT_HAND });
  for (const [body, headers, by] of [
    ["{", NDJSON, key],
    [ndjson([{ id: 1 }]), NDJSON, key],
    [ndjson(ROWS), { "content-type": "text/plain" }, key],
    [ndjson(ROWS), NDJSON, null],
  ] as const)
    await ask("PUT /v1/suites/own/bad", { body, headers, by });
  for (const path of ["/v1/suites", SUITE, "/v1/suites/own/none"])
    for (const headers of WAYS) await ask(`GET ${path}`, { headers });

  const teacher = await evaluated(asker, "tiny-teacher");
  const student = await evaluated(asker, "tiny-student");
  await evaluated(asker, "tiny-teacher", { perturbation: "CharTypos" });
  for (const body of [{ model: "nope", suite: "own/films" }, { model: "tiny-tagger", suite: "own/films" }, {}])
    await ask("POST /v1/evals", { body });
  await ask("POST /v1/evals", { body: {}, by: null });
  await ask("POST /v1/evals/resume");
  for (const query of ["", "?status=complete", "?status=odd"]) await ask(`GET /v1/evals${query}`);
  await ask("GET /v1/evals", { headers: CSV });
  await ask("GET /v1/evals/none");
  await ask("GET /v1/evals/none/events");
  const { id: cancelled } = await ask("POST /v1/evals", { body: { model: "tiny-teacher", suite: "own/others" } });
  for (const _ of [1, 2]) await ask(`DELETE /v1/evals/${cancelled}`);

  const predictions = ROWS.map(({ id, label }) => ({ id, label }));
  const submission = { suite: "own/films", model: { name: "theirs" }, predictions };
  const { id: submitted } = await ask("POST /v1/submissions", { body: submission });
  await ask("POST /v1/submissions", { body: { ...submission, predictions: predictions.slice(1) } });
  await ask("POST /v1/submissions", { body: { ...submission, suite: "own/none" } });
  for (const headers of WAYS)
    for (const path of ["", `/${teacher}`, `/${teacher}/predictions`, "/run-none", "/run-none/predictions"])
      await ask(`GET /v1/runs${path}`, { headers });
  await ask("GET /v1/runs?limit=0");
  await ask(`GET /v1/runs/${teacher}/predictions?recorded=odd`);
  for (const headers of [{}, CSV])
    for (const query of [
      "leaderboard?suite=own/films",
      "leaderboard?suite=own/none",
      "leaderboard",
      `comparisons?run_a=${teacher}&run_b=${student}`,
      "comparisons?a=tiny-teacher&b=tiny-student&suite=own/films",
      "comparisons?a=tiny-teacher&b=nope&suite=own/films",
      "comparisons",
      "robustness?model=tiny-teacher&suite=own/films",
      "robustness?model=nope&suite=own/films",
      "robustness",
    ])
      await ask(`GET /v1/${query}`, { headers });
  await askForSealedFigures(asker);
  for (const path of [`/v1/runs/${submitted}`, "/v1/runs/run-none", "/v1/suites/own/others", "/v1/suites/own/none"]) {
    await ask(`DELETE ${path}`, { by: null });
    await ask(`DELETE ${path}`);
  }
}
