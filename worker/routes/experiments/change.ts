/** Changes to an experiment: its weights, its end, and its deletion. */
import { createRoute, z } from "@hono/zod-openapi";
import { ExperimentReport } from "../../../eval/reports/experiment.ts";
import { requireScope } from "../../auth/require-scope.ts";
import { foldedFigures } from "../../experiments/fold.ts";
import { reportOf } from "../../experiments/report.ts";
import { weightsFlaw } from "../../experiments/weights.ts";
import { newApi } from "../../http/api.ts";
import { authProblems } from "../../http/auth-problems.ts";
import { bodyProblems, jsonBody } from "../../http/body.ts";
import { json } from "../../http/json.ts";
import { ProblemError, problem } from "../../http/problem.ts";
import { shown } from "../../http/shown.ts";
import { findExperiment } from "../../lookups/find-experiment.ts";
import { missingExperiment } from "../../lookups/missing.ts";
import { deletePart } from "../../storage/experiment-rows.ts";
import { type Experiment, experimentStore } from "../../storage/experiment-store.ts";

/** Parts of a thousand answers that a deletion waits for; the cron has the rest. */
const MOST_PARTS = 100;

const Change = z
  .strictObject({
    weights: z.record(z.string(), z.number().min(0)).optional(),
    status: z.literal("stopped").optional(),
  })
  .refine(({ weights, status }) => (weights === undefined) !== (status === undefined), {
    message: 'a change is {weights: {name: weight, …}} or {status: "stopped"}',
  })
  .openapi("ExperimentChange", { example: { weights: { "sst2-teacher": 0.5, "sst2-pkd-skip": 0.5 } } });

const security = [{ key: [] }];
const ExperimentId = z.object({ id: z.string() });

const changeExperiment = createRoute({
  method: "patch",
  path: "/v1/experiments/{id}",
  summary: "Change an experiment's weights, or stop it",
  description:
    "Weights are given of all variants, by name, and hold for units that come from now on: those that have a variant keep it. A stopped experiment answers nobody any more, and still takes feedback for what it answered.",
  tags: ["experiments"],
  security,
  middleware: [requireScope("write"), jsonBody()] as const,
  request: { params: ExperimentId, body: { required: true, content: json(Change) } },
  responses: {
    200: { description: "As it is now", content: json(ExperimentReport) },
    ...authProblems,
    ...bodyProblems,
    404: problem("No such experiment"),
    409: problem("It is stopped, or runs in shadow mode, where there are no weights"),
  },
});

const deleteExperiment = createRoute({
  method: "delete",
  path: "/v1/experiments/{id}",
  summary: "Delete an experiment with all its assignments and feedback",
  tags: ["experiments"],
  security,
  middleware: [requireScope("admin")] as const,
  request: { params: ExperimentId },
  responses: { 204: { description: "It is gone" }, ...authProblems, 404: problem("No such experiment") },
});

export const changeApi = newApi()
  .openapi(changeExperiment, async (c) => {
    const { id } = c.req.valid("param");
    const { weights } = c.req.valid("json");
    const experiments = experimentStore(c.env.DB);
    const before = await findExperiment(c.env, id);
    if (weights === undefined) await experiments.stop(id);
    else {
      if (before.design.mode === "shadow") {
        const detail = `${before.name} runs in shadow mode: its first variant answers every unit, and there are no weights to change.`;
        throw new ProblemError(409, "experiment-shadow", detail);
      }
      if (!(await experiments.setWeights(id, weightsByVariant(before, weights)))) {
        throw new ProblemError(409, "experiment-stopped", `${before.name} is stopped: its weights stay as they were.`);
      }
    }
    const experiment = await findExperiment(c.env, id);
    const figures = await foldedFigures(c.env.DB, experiment, { parts: 1, signal: c.req.raw.signal });
    return c.json(reportOf(experiment, figures), 200);
  })
  .openapi(deleteExperiment, async (c) => {
    const { id } = c.req.valid("param");
    const number = await experimentStore(c.env.DB).hide(id);
    if (number === null) throw missingExperiment(id);
    for (let part = 0; part < MOST_PARTS && (await deletePart(c.env.DB, number)); ) part++;
    return c.body(null, 204);
  });

/** In the order of the variants. Throws the 422 problem unless each is named, none else is, and they sum to 1. */
function weightsByVariant({ name, design }: Experiment, weights: Readonly<Record<string, number>>): number[] {
  const names = design.variants.map((variant) => variant.name);
  const missing = names.find((one) => !Object.hasOwn(weights, one));
  const other = Object.keys(weights).find((one) => !names.includes(one));
  const flaw =
    other !== undefined
      ? `${name} has no variant ${shown(other)}; it has ${names.join(", ")}`
      : missing !== undefined
        ? `the weight of ${missing} is missing; all are given at once`
        : weightsFlaw(names.map((one) => weights[one]!));
  if (flaw === undefined) return names.map((one) => weights[one]!);
  throw new ProblemError(422, "invalid-request", `weights: ${flaw}`, [{ path: "weights", message: flaw }]);
}
