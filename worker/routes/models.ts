/** `GET /v1/models` and `GET /v1/models/{id}`: what can be asked, and what is known of it. */
import { createRoute, z } from "@hono/zod-openapi";
import { Card, compressionOf } from "../../r2-assets/format/card.ts";
import { Method, RunId, Runtime, SuiteId, Task, Version } from "../../r2-assets/format/names.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";
import { newApi } from "../http/api.ts";
import { type Columns, csv, csvResponse, wantsCsv } from "../http/csv.ts";
import { etagHeaders, etagOfBody, etagResponses, IMMUTABLE, REVALIDATED } from "../http/etag.ts";
import { json } from "../http/json.ts";
import { problem } from "../http/problem.ts";
import { currentCards, findCard } from "../lookups/find-card.ts";
import { runtimesFor } from "../runtime/runtimes.ts";
import { runStore } from "../storage/run-store.ts";

const Result = z.strictObject({
  suite: SuiteId,
  metric: MetricName,
  value: z.number().nullable(),
  ci95: z.tuple([z.number(), z.number()]).nullable(),
  run: RunId,
});

const ModelSummary = z
  .strictObject({
    id: z.string(),
    version: Version,
    task: Task,
    trained_on: SuiteId.nullable().openapi({ description: "Null of an imported model of which nobody said it" }),
    subset: z.string().nullable().openapi({
      description: "What of the task's training split it learnt from, where not from all of it",
    }),
    method: Method,
    teacher: z.string().nullable(),
    taught_by_answers_of: z.array(z.string()).openapi({
      description:
        "Who taught it by answers in files, in place of a model or beside it: `training.teacher_logits` on its card",
    }),
    labels: z.array(z.string()),
    slots: z
      .array(z.string())
      .optional()
      .openapi({ description: "Tags, of a classifier that gives them to words, too" }),
    thresholds: z.array(z.number()).optional().openapi({
      description:
        "Of a model of several labels a text, one a label: it holds where its sigmoid is at least so much; 0.5 unless given",
    }),
    parameters: z.int(),
    bytes: z.int(),
    compression: z.strictObject({ parameters: z.number(), bytes: z.number() }).nullable(),
    runtimes: z.array(Runtime),
    max_length: z.int(),
    results: z.array(Result).openapi({ description: "The newest complete run on each suite, its primary metric" }),
  })
  .openapi("ModelSummary");
type ModelSummary = z.infer<typeof ModelSummary>;

/** A model a line, without what it scored: the leaderboard and the runs have that. */
const MODEL_COLUMNS: Columns<ModelSummary> = {
  id: (m) => m.id,
  version: (m) => m.version,
  task: (m) => m.task,
  trained_on: (m) => m.trained_on,
  method: (m) => m.method,
  teacher: (m) => m.teacher,
  labels: (m) => m.labels.join(" "),
  parameters: (m) => m.parameters,
  bytes: (m) => m.bytes,
  compression_parameters: (m) => m.compression?.parameters,
  compression_bytes: (m) => m.compression?.bytes,
  runtimes: (m) => m.runtimes.join(" "),
  max_length: (m) => m.max_length,
  subset: (m) => m.subset,
  taught_by_answers_of: (m) => m.taught_by_answers_of.join(" "),
};

const Filter = z.object({ task: Task.optional(), method: Method.optional(), trained_on: SuiteId.optional() });

const matches = (card: Card, { trained_on, ...filter }: z.infer<typeof Filter>) =>
  (["task", "method"] as const).every((key) => filter[key] === undefined || filter[key] === card[key]) &&
  (trained_on === undefined || [card.trained_on, ...(card.training?.suites ?? [])].includes(trained_on));

const listModels = createRoute({
  method: "get",
  path: "/v1/models",
  summary: "List models",
  tags: ["models"],
  request: { query: Filter },
  responses: {
    200: {
      description: "Current versions, sorted by id",
      content: { ...json(z.strictObject({ models: z.array(ModelSummary) })), ...csv },
    },
    422: problem("A filter is not a known task, method or suite id"),
    500: problem("The stored manifest is damaged, or bucket or database do not answer"),
  },
});

const getCard = createRoute({
  method: "get",
  path: "/v1/models/{id}",
  summary: "A model's card",
  tags: ["models"],
  middleware: etagOfBody((c) => (c.req.param("id")?.includes("@") ? IMMUTABLE : REVALIDATED)),
  request: {
    params: z.object({ id: z.string().openapi({ description: "`id` or `id@version`" }) }),
    headers: etagHeaders,
  },
  responses: {
    ...etagResponses,
    200: { description: "The whole card", content: { "application/json": { schema: Card.openapi("Card") } } },
    404: problem("No such model or version"),
    500: problem("The stored card is damaged, or bucket or database do not answer"),
  },
});

export const modelsApi = newApi()
  .openapi(listModels, async (c) => {
    const filter = c.req.valid("query");
    const wanted = (await currentCards(c.env)).filter(({ card }) => matches(card, filter));
    const runs = runStore(c.env.DB);
    const models = await Promise.all(
      wanted.map(async ({ version, card }) => summary(card, version, await runs.latestResults(card.id, version))),
    );
    return wantsCsv(c) ? csvResponse(c, MODEL_COLUMNS, models) : c.json({ models }, 200);
  })
  .openapi(getCard, async (c) => {
    const { id: ref } = c.req.valid("param");
    const { version, card } = await findCard(c.env, ref);
    c.header("x-retort-model", `${card.id}@${version}`);
    return c.json(card, 200);
  });

const answerers = ({ training }: Card): string[] => [
  ...new Set((training?.teacher_logits?.sources ?? []).map(({ name }) => name)),
];

function summary(card: Card, version: string, results: ModelSummary["results"]): ModelSummary {
  const { id, task, trained_on, method, labels, parameters, bytes, max_length } = card;
  const teacher = card.teacher?.id ?? null;
  const compression = compressionOf(card);
  return {
    id,
    version,
    task,
    trained_on,
    subset: card.training?.subset ?? null,
    method,
    teacher,
    taught_by_answers_of: answerers(card),
    labels,
    ...(card.slots && { slots: card.slots }),
    ...(card.thresholds && { thresholds: card.thresholds }),
    parameters,
    bytes,
    compression,
    runtimes: runtimesFor(card),
    max_length,
    results,
  };
}
