/** `POST /v1/experiments`: a new one, its versions pinned. */
import { createRoute, z } from "@hono/zod-openapi";
import { figuresOf, newProgress } from "../../../eval/experiments/index.ts";
import { ExperimentReport, Mode } from "../../../eval/reports/experiment.ts";
import { Runtime, SuiteTask } from "../../../r2-assets/format/names.ts";
import { requireScope } from "../../auth/require-scope.ts";
import { designOf } from "../../experiments/apply-events.ts";
import { pinnedVariants } from "../../experiments/pinned-design.ts";
import { reportOf } from "../../experiments/report.ts";
import { shadowWeights, weightsFlaw } from "../../experiments/weights.ts";
import { newApi } from "../../http/api.ts";
import { authProblems } from "../../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../../http/body.ts";
import { textFlaw } from "../../http/inputs.ts";
import { json } from "../../http/json.ts";
import { ProblemError, problem } from "../../http/problem.ts";
import { experimentStore } from "../../storage/experiment-store.ts";

/** Names stand in sentences, on terminals, in headers of tables and as keys of `weights`, whose reader passes over one that every object has. */
const nameFlaw = (name: string): string | undefined =>
  /\p{Cc}/u.test(name) ? "has a control character" : name === "__proto__" ? "is reserved" : undefined;

const Name = z
  .string()
  .trim()
  .max(100)
  .superRefine((name, context) => {
    const flaw = textFlaw(name) ?? nameFlaw(name);
    if (flaw !== undefined) context.addIssue({ code: "custom", message: `the name ${flaw}` });
  });

const NewVariant = z.strictObject({
  model: z
    .string()
    .openapi({ example: "sst2-pkd-skip", description: "`id` or `id@version`; the version of now is pinned" }),
  weight: z.number().min(0).optional().openapi({ description: "Share of units; left out in shadow mode" }),
  runtime: Runtime.optional(),
  name: Name.optional().openapi({ description: "The model's id unless given" }),
});

const NewExperiment = z
  .strictObject({
    name: Name.openapi({ example: "half the depth" }),
    task: SuiteTask,
    variants: z
      .array(NewVariant)
      .min(2, "an experiment has at least 2 variants")
      .max(8, "an experiment has at most 8 variants"),
    mode: Mode.default("split").openapi({
      description:
        "split: each unit is answered by one variant; shadow: the first answers, the others are asked behind it",
    }),
    margin: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.02)
      .openapi({ description: "Accuracy that a good enough candidate may lose" }),
    feedback_days: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .openapi({ description: "How long an answer takes feedback, and is stored" }),
  })
  .superRefine(({ mode, variants }, context) => {
    const flaw = mode === "split" ? splitFlaw(variants) : shadowFlaw(variants);
    if (flaw !== undefined) context.addIssue({ code: "custom", path: ["variants"], message: flaw });
  })
  .openapi("NewExperiment", {
    example: {
      name: "half the depth",
      task: "text-classification",
      variants: [
        { model: "sst2-teacher", weight: 0.9 },
        { model: "sst2-pkd-skip", weight: 0.1 },
      ],
    },
  });

type Weighted = { weight?: number | undefined };

function splitFlaw(variants: readonly Weighted[]): string | undefined {
  if (variants.length < 2) return undefined; // said already
  const without = variants.findIndex(({ weight }) => weight === undefined);
  if (without !== -1) return `variants.${without} has no weight`;
  return weightsFlaw(variants.map(({ weight }) => weight!));
}

function shadowFlaw(variants: readonly Weighted[]): string | undefined {
  const fits = variants.every(({ weight }, i) => weight === undefined || weight === (i === 0 ? 1 : 0));
  return fits ? undefined : "in shadow mode the first variant answers every unit: leave weights out";
}

const createExperiment = createRoute({
  method: "post",
  path: "/v1/experiments",
  summary: "Begin an experiment",
  description:
    "The first variant is the control; each other is compared with it. Figures may be looked at as often as one likes: their intervals hold at all times at once.",
  tags: ["experiments"],
  security: [{ key: [] }],
  middleware: [requireScope("write"), jsonBody()] as const,
  request: { body: { required: true, content: json(NewExperiment) } },
  responses: {
    201: {
      description: "It runs",
      headers: z.object({ location: z.string() }),
      content: json(ExperimentReport),
    },
    ...authProblems,
    ...bodyProblems,
    404: problem("No such model or version"),
    409: problem("There is one of this name"),
    500: problem("A stored card is damaged, or bucket or database do not answer"),
  },
});

export const createApi = newApi().openapi(createExperiment, async (c) => {
  const { name, task, variants: wanted, mode, margin, feedback_days } = c.req.valid("json");
  const { variants, labels } = await pinnedVariants(c.env, task, wanted);
  const weights = mode === "shadow" ? shadowWeights(wanted.length) : wanted.map(({ weight }) => weight!);
  const design = { task, labels, mode, margin, feedback_days, variants };
  const experiment = await experimentStore(c.env.DB).create({ name, design, weights });
  if (experiment === null) {
    throw new ProblemError(409, "experiment-exists", `There is an experiment called ${name} already.`);
  }
  const figures = figuresOf(
    designOf(design),
    newProgress(designOf(design)),
    variants.map((variant) => variant.name),
  );
  c.header("location", `/v1/experiments/${experiment.id}`);
  return c.json(reportOf(experiment, figures), 201);
});
