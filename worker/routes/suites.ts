/** `/v1/suites`: what models can be evaluated on. */
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { CLASSIFICATION_METRICS } from "../../eval/metrics/classification-figures.ts";
import { ClassificationReader, type RowError } from "../../eval/tasks/classification-rows.ts";
import { SUITES } from "../../eval/tasks/suites.ts";
import { SuiteId, Task } from "../../r2-assets/format/names.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { requireScope } from "../auth/require-scope.ts";
import { type AppEnv, newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { json } from "../http/json.ts";
import { ndjsonLines } from "../http/ndjson-body.ts";
import { ProblemError, problem, sendProblem } from "../http/problem.ts";
import { CanonicalRows } from "../storage/suite-rows.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";

export const SUITE_LIMIT_BYTES = 50 * 2 ** 20;

const Suite = SuiteInfo.extend({
  status: z.enum(["ready", "registering", "absent"]).openapi({ description: "Whether its rows are here" }),
}).openapi("Suite");

const wire = ({ info, status }: KnownSuite) => ({ ...info, status });

const SuiteParams = z.object({
  a: z.string().openapi({ example: "glue" }),
  b: z.string().openapi({ example: "sst2" }),
});

const listSuites = createRoute({
  method: "get",
  path: "/v1/suites",
  summary: "List suites",
  tags: ["evaluation"],
  responses: { 200: { description: "By id", content: json(z.strictObject({ suites: z.array(Suite) })) } },
});

const getSuite = createRoute({
  method: "get",
  path: "/v1/suites/{a}/{b}",
  summary: "A suite",
  tags: ["evaluation"],
  request: { params: SuiteParams },
  responses: { 200: { description: "The suite", content: json(Suite) }, 404: problem("No such suite") },
});

const PutQuery = z.object({
  task: Task.optional(),
  visibility: z.enum(["public", "scored-only"]).optional(),
  labels: z
    .string()
    .transform((text) => text.split(",").map((label) => label.trim()))
    .refine((labels) => labels.length >= 2 && labels.every((label) => label !== ""), "give two labels or more")
    .refine((labels) => new Set(labels).size === labels.length, "a label is there twice")
    .optional()
    .openapi({ type: "string", description: "In index order, comma-separated; else the names found, sorted" }),
  licence: z.string().max(200).optional(),
  source: z.string().max(500).optional(),
});

const putSuite = createRoute({
  method: "put",
  path: "/v1/suites/{a}/{b}",
  summary: "Upload a suite's rows",
  description: "NDJSON, one `{id, text_a, text_b?, label}` a line; the label by name or index. At most 50 MiB.",
  tags: ["evaluation"],
  security: [{ key: [] }],
  middleware: [requireScope("write")] as const,
  request: {
    params: SuiteParams,
    query: PutQuery,
    body: { required: true, content: { "application/x-ndjson": { schema: z.string() } } },
  },
  responses: {
    200: { description: "The suite, known before", content: json(Suite) },
    201: { description: "The suite, new here", content: json(Suite) },
    400: problem("A line is not UTF-8 or not JSON"),
    ...authProblems,
    413: problem("More than 50 MiB"),
    415: problem("The body is not NDJSON"),
    422: problem("A row, or what the query asks, makes no sense"),
  },
});

export const suitesApi = newApi()
  .openapi(listSuites, async (c) => c.json({ suites: (await suiteStore(c.env.DB).list()).map(wire) }, 200))
  .openapi(getSuite, async (c) => {
    const { a, b } = c.req.valid("param");
    const suite = await suiteStore(c.env.DB).get(`${a}/${b}`);
    if (suite === null) return sendProblem(c, 404, "suite-missing", `There is no suite ${`${a}/${b}`.slice(0, 100)}.`);
    return c.json(wire(suite), 200);
  })
  .openapi(putSuite, async (c) => {
    const { a, b } = c.req.valid("param");
    const id = SuiteId.safeParse(`${a}/${b}`);
    if (!id.success) return sendProblem(c, 422, "invalid-request", `${a}/${b}: ${id.error.issues[0]!.message}.`);
    const suites = suiteStore(c.env.DB);
    const before = await suites.get(id.data);
    const description = describe(id.data, before, c.req.valid("query"));

    const registering = before?.status === "absent";
    if (registering) await suites.mark(id.data, "registering");
    try {
      const read = await readUpload(c, description);
      const info = SuiteInfo.parse({ ...description, ...read });
      await suites.put(info, "ready");
      return c.json(wire({ info, status: "ready" }), before === null ? 201 : 200);
    } catch (error) {
      if (registering) await suites.mark(id.data, "absent");
      throw error;
    }
  });

/** All of a suite but what its rows will tell. */
type Description = Omit<SuiteInfo, "rows" | "sha256">;

/** What the query says, else what was known before, else what is built in. Throws the 422 problem where those disagree. */
function describe(id: string, before: KnownSuite | null, query: z.infer<typeof PutQuery>): Description {
  const builtIn = SUITES[id];
  const task = query.task ?? before?.info.task ?? builtIn?.task ?? "text-classification";
  if (builtIn !== undefined && task !== builtIn.task) {
    throw new ProblemError(422, "task-mismatch", `${id} is a ${builtIn.task} suite, not a ${task} one.`);
  }
  if (task !== "text-classification") {
    throw new ProblemError(
      422,
      "task-unsupported",
      `Suites of ${task} can't be uploaded: only text-classification can.`,
    );
  }
  const builtInLabels = builtIn && [...builtIn.labels];
  if (query.labels && builtInLabels && query.labels.join() !== builtInLabels.join()) {
    throw new ProblemError(422, "label-mismatch", `The labels of ${id} are ${builtInLabels.join(", ")}.`);
  }
  const known = before?.info;
  const labels = query.labels ?? known?.labels ?? builtInLabels;
  return {
    id,
    task,
    ...(labels && { labels }),
    ...(known?.label_map && { label_map: known.label_map }),
    metrics: known?.metrics ?? [...(builtIn?.metrics ?? CLASSIFICATION_METRICS)],
    licence: query.licence ?? known?.licence ?? builtIn?.licence ?? "not stated",
    source: query.source ?? known?.source ?? builtIn?.source ?? "uploaded",
    visibility: query.visibility ?? known?.visibility ?? "public",
  };
}

/** Reads the body line by line and stores its rows. Throws the problem that says what is wrong, with line numbers. */
async function readUpload(c: Context<AppEnv>, { id, labels }: Description) {
  const reader = new ClassificationReader({ labels, idPrefix: SUITES[id]?.idPrefix });
  const rows = new CanonicalRows();
  for await (const line of ndjsonLines(c.req.raw, SUITE_LIMIT_BYTES)) {
    const row = reader.push(line);
    if (row) rows.add(row);
  }
  const outcome = reader.finish();
  if (outcome.kind === "refused") throw refusal(outcome.errors);
  return { labels: outcome.labels, rows: outcome.rows, sha256: await rows.store(c.env.BUCKET, id) };
}

/** 400 when something is no JSON at all, else 422. */
function refusal(errors: readonly RowError[]): ProblemError {
  const malformed = errors.find(({ kind }) => kind === "malformed");
  const { line, message } = malformed ?? errors[0]!;
  return new ProblemError(
    malformed ? 400 : 422,
    malformed ? "malformed-json" : "invalid-rows",
    `Line ${line}: ${message}.`,
    errors.map((error) => ({ path: `line ${error.line}`, message: error.message })),
  );
}
