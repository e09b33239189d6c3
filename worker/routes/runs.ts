/** `/v1/runs`: what evaluations found, down to the single prediction. */
import { createRoute, z } from "@hono/zod-openapi";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import type { ShownPrediction } from "../../eval/kinds/shown-prediction.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import { parseModelRef } from "../../r2-assets/format/names.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import { requireScope } from "../auth/require-scope.ts";
import { deleteRun } from "../evaluation/delete-run.ts";
import { RUN_COLUMNS } from "../evaluation/run-columns.ts";
import { restoreTexts, withoutTexts } from "../evaluation/texts-of-predictions.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { type Columns, CSV_TYPE, csv, csvRecord, csvResponse, wantsCsv } from "../http/csv.ts";
import { etagHeaders, etagOfBody, etagResponses, isAtHand, REVALIDATED, strongTag, tagged } from "../http/etag.ts";
import { json } from "../http/json.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { streamed } from "../http/streamed.ts";
import { SEALED, sightOf } from "../looks/request-sight.ts";
import { shownRun, WireRun } from "../looks/wire-run.ts";
import { findRun } from "../lookups/find-run.ts";
import { missingPredictions, missingRun } from "../lookups/missing.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { STEPS_PER_ROW, workInTurns } from "../runtime/work-in-turns.ts";
import { openPredictions, type Predicted } from "../storage/predictions.ts";
import { readCursor, runStore } from "../storage/run-store.ts";
import { StorageUnavailable } from "../storage/steadily.ts";
import { suiteStore } from "../storage/suite-store.ts";

const RunParams = z.object({ id: z.string() });
const tags = ["evaluation"];

const listRuns = createRoute({
  method: "get",
  path: "/v1/runs",
  summary: "List runs",
  description: "Those on sealed parts without their figures: ask for the run.",
  tags,
  request: {
    query: z.object({
      suite: z.string().optional(),
      model: z.string().optional().openapi({ description: "`id`, for all its versions, or `id@version`" }),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().optional().openapi({ description: "`next` of the page before" }),
    }),
  },
  responses: {
    200: {
      description: "Newest first; `next` where there are more, as CSV a `link` to the next page",
      content: { ...json(z.strictObject({ runs: z.array(WireRun), next: z.string().optional() })), ...csv },
    },
    422: problem("A parameter makes no sense"),
  },
});

const getRun = createRoute({
  method: "get",
  path: "/v1/runs/{id}",
  summary: "A run's record",
  tags,
  middleware: etagOfBody(() => REVALIDATED),
  request: { params: RunParams, headers: etagHeaders },
  responses: {
    200: { description: "The record", content: { ...json(WireRun), ...csv } },
    ...etagResponses,
    401: problem(SEALED),
    404: problem("No such run"),
  },
});

const getPredictions = createRoute({
  method: "get",
  path: "/v1/runs/{id}/predictions",
  summary: "A run's predictions",
  description:
    "NDJSON, or CSV for `accept: text/csv`. Gold and whether it was met stay hidden for `scored-only` suites. Recorded runs of question answering hold places in the context and a digest of gold; they are shown with their texts where the suite's rows are here.",
  tags,
  request: {
    params: RunParams,
    query: z.object({
      recorded: z.enum(["true", "false"]).default("false").openapi({
        description: "Without a text of the suite, as recorded runs are kept: places in the context, and digests",
      }),
    }),
    headers: etagHeaders,
  },
  responses: {
    200: {
      description: "One prediction a line",
      content: { "application/x-ndjson": { schema: z.string() }, ...csv },
    },
    ...etagResponses,
    404: problem("No such run, or its predictions are not here"),
    409: problem("Without texts: the rows to place them in are not here, or an answer is no piece of its context"),
    422: problem("A parameter makes no sense"),
    500: problem("Its predictions are damaged, or bucket or database do not answer"),
  },
});

const removeRun = createRoute({
  method: "delete",
  path: "/v1/runs/{id}",
  summary: "Delete a run with its predictions and comparisons",
  tags,
  security: [{ key: [] }],
  middleware: [requireScope("admin")] as const,
  request: { params: RunParams },
  responses: { 204: { description: "It is gone" }, ...authProblems, 404: problem("No such run") },
});

export const runsApi = newApi()
  .openapi(listRuns, async (c) => {
    const { suite, model: ref, limit, cursor } = c.req.valid("query");
    const { id: model, version } = ref === undefined ? {} : parseModelRef(ref);
    const after = cursor === undefined ? undefined : readCursor(cursor);
    if (after === null)
      throw new ProblemError(422, "invalid-request", "cursor: the cursor is not one that this list returned.");
    const page = await runStore(c.env.DB).list({ suite, model, version }, limit, after);
    const runs = page.runs.map((run) => shownRun(run));
    if (!wantsCsv(c)) return c.json({ ...page, runs }, 200);
    if (page.next !== undefined) c.header("link", nextLink(c.req.url, page.next));
    return csvResponse(c, RUN_COLUMNS, runs);
  })
  .openapi(getRun, async (c) => {
    const sight = sightOf(c);
    const found = await findRun(c.env, c.req.valid("param").id, sight);
    const run = shownRun(found, (await sight.count())[found.suite]);
    return wantsCsv(c) ? csvResponse(c, RUN_COLUMNS, [run]) : c.json(run, 200);
  })
  .openapi(removeRun, async (c) => {
    const { id } = c.req.valid("param");
    if (!(await deleteRun(c.env, id))) throw missingRun(id);
    return c.body(null, 204);
  })
  .openapi(getPredictions, async (c) => {
    const run = await findRun(c.env, c.req.valid("param").id);
    const suite = await suiteStore(c.env.DB).get(run.suite);
    const missing = missingPredictions(run.id);
    // Neither what its rows are like nor what may be shown of them is known of a suite that is gone.
    if (suite === null) throw missing;
    const kind = kindOf(suite.info);
    const { withoutGold, columns } = KINDS[kind] as Kind;
    const predictions = await readablePredictions(c.env.BUCKET, run, kind);
    if (predictions === null) throw missing;
    const shown = suite.info.visibility === "public" ? (p: Prediction): ShownPrediction => ({ ...p }) : withoutGold;
    const asCsv = wantsCsv(c);
    const { recorded } = c.req.valid("query");
    // Whether gold and texts are shown is part of the tag: a copy that shows it is of no use once the suite is scored-only.
    const stored = await c.env.BUCKET.head(predictionsKey(run.id));
    const tag = await strongTag(JSON.stringify([stored?.etag, asCsv, recorded, suite, c.env.RETORT_CODE]));
    // Of a sealed part a tag would tell, too, whether somebody's guess of all its gold is right.
    if (!run.sealed) tagged(c, tag, REVALIDATED);
    if (!run.sealed && isAtHand(c, tag)) {
      await predictions.return(undefined);
      return c.body(null, 304);
    }
    const asked =
      recorded === "true"
        ? await withoutTexts(c.env, run, kind, predictions)
        : await begun(restoreTexts(c.env, run, kind, predictions)); // before the answer's first byte
    const lines = asCsv ? csvLines(asked, columns(suite.info), shown) : ndjsonLines(asked, shown);
    c.header("content-type", asCsv ? CSV_TYPE : "application/x-ndjson");
    const work = { steps: run.rows * STEPS_PER_ROW, signal: c.req.raw.signal };
    return streamed(c, (body) =>
      workInTurns(work, async (turn, aside) => {
        let text = "";
        for await (const line of rowsInTurns(lines, turn)) {
          text += line;
          if (text.length < PIECE) continue;
          await aside(body.write(text));
          text = "";
        }
        await aside(body.write(text));
      }),
    );
  });

/** UTF-16 units that are written at once: a write costs more than a line. */
const PIECE = 16_384;

/** Where the next page is, for answers that have no room to say so. Source: RFC 8288. */
function nextLink(url: string, cursor: string): string {
  const next = new URL(url);
  next.searchParams.set("cursor", cursor);
  return `<${next.pathname}${next.search}>; rel="next"`;
}

/** Null, too, where the first is no prediction on such rows: the suite had rows of another kind when the run was made. */
async function readablePredictions(bucket: R2Bucket, run: Predicted, kind: RowKind) {
  const predictions: AsyncGenerator<Prediction> | null = await openPredictions(bucket, run, kind);
  const first = await predictions?.next().catch((error) => {
    if (error instanceof StorageUnavailable) throw error;
    return null;
  });
  return predictions && first ? startingWith(first, predictions) : null;
}

/** The same; what keeps the first from being had is thrown here. */
const begun = async (all: AsyncGenerator<Prediction>) => startingWith(await all.next(), all);

async function* startingWith(first: IteratorResult<Prediction>, rest: AsyncGenerator<Prediction>) {
  if (first.done) return;
  yield first.value;
  yield* rest;
}

type Predictions = Iterable<Prediction> | AsyncIterable<Prediction>;

async function* ndjsonLines(predictions: Predictions, shown: (p: Prediction) => ShownPrediction) {
  for await (const prediction of predictions) yield `${JSON.stringify(shown(prediction))}\n`;
}

async function* csvLines(
  predictions: Predictions,
  columns: Columns<ShownPrediction>,
  shown: (p: Prediction) => ShownPrediction,
) {
  const cells = Object.values(columns);
  yield csvRecord(Object.keys(columns));
  for await (const prediction of predictions) {
    const row = shown(prediction);
    yield csvRecord(cells.map((cell) => cell(row)));
  }
}
