/** `GET /v1/experiments/{id}/assignments`: the export. */
import { createRoute, z } from "@hono/zod-openapi";
import { requireScope } from "../../auth/require-scope.ts";
import { newApi } from "../../http/api.ts";
import { authProblems } from "../../http/auth-problems.ts";
import { type Columns, CSV_TYPE, csv, csvRecord, wantsCsv } from "../../http/csv.ts";
import { problem } from "../../http/problem.ts";
import { streamed } from "../../http/streamed.ts";
import { findExperiment } from "../../lookups/find-experiment.ts";
import { STEPS_PER_ROW, workInTurns } from "../../runtime/work-in-turns.ts";
import type { ExperimentDesign } from "../../storage/experiment-store.ts";
import { type ExportedRow, exportedRows } from "../../storage/exported-rows.ts";

const exportAssignments = createRoute({
  method: "get",
  path: "/v1/experiments/{id}/assignments",
  summary: "Everything that an experiment's figures are made of",
  description:
    "An answer a line, in the order in which they were given: NDJSON, or CSV for `accept: text/csv`. Units are numbered; neither their names nor hashes of these are shown. `feedback` grows in the order in which feedback counts, and `counts` marks the judged answer by which its unit does. Answers older than `feedback_days` are deleted, and no longer here.",
  tags: ["experiments"],
  security: [{ key: [] }],
  middleware: [requireScope("write")] as const,
  request: { params: z.object({ id: z.string() }) },
  responses: {
    200: { description: "The lines", content: { "application/x-ndjson": { schema: z.string() }, ...csv } },
    ...authProblems,
    404: problem("No such experiment"),
  },
});

export const assignmentsApi = newApi().openapi(exportAssignments, async (c) => {
  const experiment = await findExperiment(c.env, c.req.valid("param").id);
  const asCsv = wantsCsv(c);
  const columns = columnsOf(experiment.design);
  const cells = Object.values(columns);
  const line = asCsv
    ? (row: ExportedRow) => csvRecord(cells.map((cell) => cell(row)))
    : (row: ExportedRow) => `${JSON.stringify(lineOf(experiment.design, row))}\n`;
  c.header("content-type", asCsv ? CSV_TYPE : "application/x-ndjson");
  return streamed(c, (body) =>
    workInTurns({ steps: PAGE * STEPS_PER_ROW, signal: c.req.raw.signal }, async (turn, aside) => {
      if (asCsv) await aside(body.write(csvRecord(Object.keys(columns))));
      for await (const rows of exportedRows(c.env.DB, experiment.number, PAGE)) {
        await aside(body.write(rows.map(line).join("")));
        await turn(rows.length * STEPS_PER_ROW);
      }
    }),
  );
});

/** Rows that are read and written at once, some 3 ms of work. */
const PAGE = 250;

function lineOf({ variants, mode }: ExperimentDesign, row: ExportedRow) {
  const { unit, assignment, variant, weights, assigned_at, label: predicted, others, gold: label, ...judged } = row;
  const named = <T>(values: readonly T[], from = 0) =>
    Object.fromEntries(values.map((value, i) => [variants[i + from]!.name, value]));
  return {
    ...{ unit, assignment, variant: variants[variant]!.name, weights: named(weights), assigned_at, predicted },
    ...(mode === "shadow" && { others: others && named(others, 1) }),
    label,
    ...judged,
  };
}

/** Of weights, and of what others said, a column a variant. */
function columnsOf({ variants, mode }: ExperimentDesign): Columns<ExportedRow> {
  const names = variants.map(({ name }) => name);
  return {
    unit: (row) => row.unit,
    assignment: (row) => row.assignment,
    variant: (row) => names[row.variant],
    ...Object.fromEntries(names.map((name, i) => [`weight ${name}`, (row: ExportedRow) => row.weights[i]])),
    assigned_at: (row) => row.assigned_at,
    predicted: (row) => row.label,
    ...(mode === "shadow" &&
      Object.fromEntries(
        names.slice(1).flatMap((name, i) => [
          [`predicted ${name}`, (row: ExportedRow) => row.others?.[i]?.label],
          [`agrees ${name}`, (row: ExportedRow) => row.others?.[i]?.agrees],
        ]),
      )),
    feedback: (row) => row.feedback,
    latency_ms: (row) => row.latency_ms,
    judged_at: (row) => row.judged_at,
    label: (row) => row.gold,
    correct: (row) => row.correct,
    counts: (row) => row.counts,
  };
}
