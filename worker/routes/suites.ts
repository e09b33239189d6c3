/** `/v1/suites`: what models can be evaluated on. */
import { createRoute, z } from "@hono/zod-openapi";
import { SuiteId, SuiteTask } from "../../r2-assets/format/names.ts";
import { AnswerScriptName, MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import { requireScope } from "../auth/require-scope.ts";
import { newApi } from "../http/api.ts";
import { authProblems } from "../http/auth-problems.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { etagHeaders, etagOfBody, etagResponses, REVALIDATED } from "../http/etag.ts";
import { json } from "../http/json.ts";
import { ndjsonLines } from "../http/ndjson-body.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { shown } from "../http/shown.ts";
import { findParts } from "../lookups/find-parts.ts";
import { findSuite, listSuites } from "../lookups/find-suite.ts";
import { missingSuite } from "../lookups/missing.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { deleteSuite } from "../suites/delete-suite.ts";
import { receiveSplit, refusePart } from "../suites/receive-split.ts";
import { receiveSuite } from "../suites/receive-suite.ts";

const SUITE_LIMIT_BYTES = 50 * 2 ** 20;

const Suite = SuiteInfo.extend({
  status: z.enum(["ready", "registering", "absent"]).openapi({ description: "Whether its rows are here" }),
}).openapi("Suite");

const wire = ({ info, status }: Pick<KnownSuite, "info" | "status">) => ({ ...info, status });

const ready = (info: SuiteInfo) => wire({ info, status: "ready" });

const COLUMNS: Columns<ReturnType<typeof wire>> = {
  id: ({ id }) => id,
  task: ({ task }) => task,
  behavioural: ({ behavioural = false }) => behavioural,
  labels: ({ labels }) => labels?.join(" "),
  rows: ({ rows }) => rows,
  metrics: ({ metrics }) => metrics.join(" "),
  sha256: ({ sha256 }) => sha256,
  status: ({ status }) => status,
  visibility: ({ visibility }) => visibility,
  licence: ({ licence }) => licence,
  source: ({ source }) => source,
  part: ({ split }) => split?.part,
  part_of: ({ split }) => split?.of,
  group: ({ group }) => group,
  clusters: ({ clusters }) => clusters,
};

const SuiteParams = z.object({
  a: z.string().openapi({ example: "glue" }),
  b: z.string().openapi({ example: "sst2" }),
});

const getSuites = createRoute({
  method: "get",
  path: "/v1/suites",
  summary: "List suites",
  tags: ["evaluation"],
  responses: {
    200: {
      description: "By id: those that have rows or runs here, and all built-in ones",
      content: { ...json(z.strictObject({ suites: z.array(Suite) })), ...csv },
    },
  },
});

const getSuite = createRoute({
  method: "get",
  path: "/v1/suites/{a}/{b}",
  summary: "A suite",
  tags: ["evaluation"],
  middleware: etagOfBody(() => REVALIDATED),
  request: { params: SuiteParams, headers: etagHeaders },
  responses: {
    200: { description: "The suite", content: { ...json(Suite), ...csv } },
    ...etagResponses,
    404: problem("No such suite"),
  },
});

const names = (text: string) => text.split(",").map((name) => name.trim());
const areDistinct = (list: readonly string[]) => new Set(list).size === list.length;

const PutQuery = z.object({
  task: SuiteTask.optional(),
  behavioural: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ description: "Rows are CheckList's test cases for a classifier; else the first row tells" }),
  visibility: z.enum(["public", "scored-only"]).optional(),
  labels: z
    .string()
    .transform(names)
    .refine((labels) => !labels.includes(""), { error: "a label is empty", abort: true })
    .refine((labels) => labels.length >= 2, "give two labels or more")
    .refine(areDistinct, "a label is there twice")
    .optional()
    .openapi({
      type: "string",
      description: "In index order, comma-separated; else the names found, sorted, whole numbers by value",
    }),
  metrics: z
    .string()
    .transform(names)
    .pipe(z.array(MetricName))
    .refine(areDistinct, "a metric is there twice")
    .optional()
    .openapi({ type: "string", description: "Comma-separated, the primary one first; else those usual for such rows" }),
  script: AnswerScriptName.optional().openapi({
    description: "Of answers to questions: the official script whose rules score them; else squad-v2.0",
  }),
  split: z
    .string()
    .transform(Number)
    .refine((share) => share > 0 && share < 1, "give a share of the rows between 0 and 1, as 0.5")
    .optional()
    .openapi({
      type: "number",
      example: 0.5,
      description:
        "Upload as two suites: `<a>/<b>-report`, sealed, with about this share of the rows, and `<a>/<b>-choose` with the others. Which row is where is a hash of its id, or of its group; once split, an upload without it is split as before",
    }),
  group: z.string().min(1).max(100).optional().openapi({
    description:
      "The column whose equal values make a cluster: rows of one paragraph, premise or author, which are no independent draws. A field of the lines, or `groups.<name>`; else `group`, where rows have it",
    example: "context",
  }),
  licence: z.string().max(200).optional(),
  source: z.string().max(500).optional(),
  other_rows: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .openapi({ description: "With a key of the scope admin: other rows than the built-in suite of this name has" }),
});

const SplitSuite = z
  .strictObject({ choose: Suite, report: Suite })
  .openapi("SplitSuite", { description: "The two that the rows were split into" });

const putSuite = createRoute({
  method: "put",
  path: "/v1/suites/{a}/{b}",
  summary: "Upload a suite's rows",
  description: [
    "NDJSON, at most 50 MiB once unpacked, plain or with `content-encoding` gzip or deflate. One row a line, its id a string, or an integer of any length in digits; a label that is a number is the one spelt so, else an index:",
    "- text-classification: `{id, text_a, text_b?, label, slots?, groups?, group?}`, the label by name or index; `slots` one tag a space-separated token of `text_a`; `groups`, as `{source: web}`, what slices are cut by",
    "- multi-label-classification: `{id, text_a, text_b?, labels, group?}`, any of the labels or none, by name or index",
    "- text-regression: `{id, text_a, text_b?, label, group?}`, the label a number",
    "- token-classification: `{id, tokens, tags, group?}`, one tag a token, in any of IO, IOB1, IOB2, BIOES and BILOU; they are stored as IOB2",
    "- question-answering: `{id, question, context, answers: [{text, answer_start?}], is_impossible?, group?}`; without answers `is_impossible: true`",
    "- behavioural: `{id, test, type: MFT|INV|DIR, capability, texts, expect, group?}`, a text a string, or a list of one or two; INV and DIR hold all texts against the first. `expect` by type:",
    "  - MFT: the label that every text gets, by name or index, or `neutral`; null: not the first of the labels",
    "  - INV: every text gets the first one's label, and what `expect` says is not read",
    "  - DIR: `{label, change}`: the score of `label` (null: of the first text's label) does not fall (`not_less`) or rise (`not_more`) by more than 0.1 on any other text, less the score of `against` where that is given; or they all get `label` (`becomes`). `from`: rows whose first text got another label are left out. A label alone: every text gets it",
    "",
    "`group` is a string or a whole number: intervals and tests then resample whole clusters of rows with the same. All rows have one, or none.",
    "",
    "All of it is taken, or nothing.",
  ].join("\n"),
  tags: ["evaluation"],
  security: [{ key: [] }],
  middleware: [requireScope("write")] as const,
  request: {
    params: SuiteParams,
    query: PutQuery,
    body: { required: true, content: { "application/x-ndjson": { schema: z.string() } } },
  },
  responses: {
    200: { description: "The suite, known before", content: json(z.union([Suite, SplitSuite])) },
    201: { description: "The suite, new here", content: json(z.union([Suite, SplitSuite])) },
    400: problem("The body is not what its encoding says, or a line not UTF-8 or not JSON"),
    ...authProblems,
    409: problem(
      "It is scored-only, and would show what its runs were scored by; or it comes with Retort, with other rows; or it is split otherwise",
    ),
    413: problem("More than 50 MiB"),
    415: problem("The body is not NDJSON, or packed otherwise than by gzip or deflate"),
    422: problem("A row, or what the query asks, makes no sense"),
  },
});

const removeSuite = createRoute({
  method: "delete",
  path: "/v1/suites/{a}/{b}",
  summary: "Delete a suite with its rows, runs and comparisons",
  description:
    "Evaluations on it that are on their way are cancelled. Of a suite that comes with Retort, what came stays.",
  tags: ["evaluation"],
  security: [{ key: [] }],
  middleware: [requireScope("admin")] as const,
  request: { params: SuiteParams },
  responses: { 204: { description: "It is gone" }, ...authProblems, 404: problem("No such suite") },
});

export const suitesApi = newApi()
  .openapi(getSuites, async (c) => {
    const suites = (await listSuites(c.env)).map(wire);
    return wantsCsv(c) ? csvResponse(c, COLUMNS, suites) : c.json({ suites }, 200);
  })
  .openapi(getSuite, async (c) => {
    const { a, b } = c.req.valid("param");
    const suite = wire(await findSuite(c.env, `${a}/${b}`));
    return wantsCsv(c) ? csvResponse(c, COLUMNS, [suite]) : c.json(suite, 200);
  })
  .openapi(putSuite, async (c) => {
    const { a, b } = c.req.valid("param");
    const id = SuiteId.safeParse(`${a}/${b}`);
    if (!id.success)
      throw new ProblemError(422, "invalid-request", `${shown(`${a}/${b}`)}: ${id.error.issues[0]!.message}.`);
    const before = await suiteStore(c.env.DB).get(id.data);
    refusePart(before);
    const lines = ndjsonLines(c.req.raw, SUITE_LIMIT_BYTES);
    const by = { key: c.var.keyId!, isAdmin: c.var.isAdmin === true };
    const { split, ...asked } = c.req.valid("query");
    const known = await findParts(c.env, id.data);
    const share = split ?? (known.report ?? known.choose)?.info.split?.share;
    if (share !== undefined) {
      const { isNew, choose, report } = await receiveSplit(c.env, id.data, share, asked, lines, by);
      return c.json({ choose: ready(choose), report: ready(report) }, isNew ? 201 : 200);
    }
    const info = await receiveSuite(c.env, id.data, before, asked, lines, by);
    return c.json(ready(info), before === null ? 201 : 200);
  })
  .openapi(removeSuite, async (c) => {
    const { a, b } = c.req.valid("param");
    if (!(await deleteSuite(c.env, `${a}/${b}`))) throw missingSuite(`${a}/${b}`);
    return c.body(null, 204);
  });
