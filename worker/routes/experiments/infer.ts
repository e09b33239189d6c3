/** `POST /v1/experiments/{id}/infer`: a unit's text, answered by the variant that the unit has. */
import { waitUntil } from "cloudflare:workers";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { SuiteTask } from "../../../r2-assets/format/names.ts";
import { hashedUnit, variantAt } from "../../experiments/assign.ts";
import { newAssignmentId } from "../../experiments/assignment-id.ts";
import { knownAssigning } from "../../experiments/known-assigning.ts";
import { outcomeOf } from "../../experiments/outcome.ts";
import { type AppEnv, newApi } from "../../http/api.ts";
import { jsonBody } from "../../http/body.ts";
import { textFlaw } from "../../http/inputs.ts";
import { json } from "../../http/json.ts";
import { ProblemError, problem } from "../../http/problem.ts";
import { refuseParameter } from "../../http/refuse-parameter.ts";
import { findModel, inferenceProblems, modelName } from "../../lookups/find-model.ts";
import { missingExperiment } from "../../lookups/missing.ts";
import { type Assigning, assignmentStore } from "../../storage/assignment-store.ts";
import { answerTask, anyOf, InferResponse } from "../infer/answer-task.ts";
import { Options } from "../infer/task-request.ts";
import { answerBehind } from "./shadow.ts";

const MOST_UNIT_CHARACTERS = 200;

/** `inputs` and `parameters` are checked by the task, once the experiment is known. */
const ExperimentQuestion = z
  .strictObject({
    inputs: z.unknown().openapi({
      description: "One, as `POST /models/{id}` takes it",
      ...anyOf(["TextInputs", "TaggingInputs", "QuestionInputs"]),
    }),
    unit: z
      .string()
      .max(MOST_UNIT_CHARACTERS)
      .superRefine((unit, context) => {
        const flaw = textFlaw(unit);
        if (flaw !== undefined) context.addIssue({ code: "custom", message: `the unit ${flaw}` });
      })
      .openapi({
        description: "Who asks: the same one is always answered by the same variant. Only a keyed hash of it is stored",
        example: "user-17",
      }),
    parameters: z.unknown().optional().openapi({ description: "As of `POST /models/{id}`" }),
    options: Options.nullable(),
  })
  .openapi("ExperimentQuestion", { example: { inputs: "a warm, funny film", unit: "user-17" } });

const ExperimentAnswer = z
  .strictObject({
    answer: InferResponse,
    assignment: z.string().openapi({ description: "What feedback on this answer names" }),
    variant: z.string(),
  })
  .openapi("ExperimentAnswer");

const infer = createRoute({
  method: "post",
  path: "/v1/experiments/{id}/infer",
  summary: "Ask an experiment for a unit's answer",
  description: "Nothing of the inputs is stored. The answer leaves once it is noted that it was given.",
  tags: ["experiments"],
  middleware: jsonBody(),
  request: {
    params: z.object({ id: z.string() }),
    body: { required: true, content: json(ExperimentQuestion) },
  },
  responses: {
    200: {
      description: "The answer of the unit's variant",
      headers: z.object({
        "x-retort-model": z.string().openapi({ description: "`id@version` of what answered" }),
        "x-retort-runtime": z.string(),
        "x-retort-truncated": z
          .string()
          .optional()
          .openapi({ description: "1 where the input was cut to the model's max_length" }),
      }),
      content: json(ExperimentAnswer),
    },
    ...inferenceProblems,
    404: problem("No such experiment, or its model is gone"),
    409: problem("The experiment is stopped"),
  },
});

export const experimentInferApi = newApi().openapi(infer, async (c) => {
  const { unit, ...question } = c.req.valid("json");
  const { inputs } = question;
  if (Array.isArray(inputs) && inputs.length > 1) {
    const message = `an experiment answers one input a request; this one has ${inputs.length}`;
    throw new ProblemError(422, "invalid-request", `inputs: ${message}`, [{ path: "inputs", message }]);
  }
  const experiment = await knownAssigning(c.env, c.req.valid("param").id);
  refuseAbstention(experiment.design.task, question.parameters);
  const { answered, assignment, variant } = await assignedAnswer(c, experiment, unit, question);
  const { body, truncated, model } = answered;
  const { mode, task, variants } = experiment.design;
  if (mode === "shadow") {
    const control = outcomeOf(model.card, task, body, question);
    waitUntil(answerBehind(c, experiment, { assignment, question, control }));
  }
  c.header("x-retort-model", modelName(model));
  c.header("x-retort-runtime", model.runtime);
  if (truncated > 0) c.header("x-retort-truncated", String(truncated));
  return c.json({ answer: body, assignment, variant: variants[variant]!.name }, 200);
});

/** An answer that is withheld is none that feedback could judge; of tags only single entities are. */
function refuseAbstention(task: SuiteTask, parameters: unknown): void {
  if (task === "token-classification" || (Object(parameters).min_score ?? null) === null) return;
  throw refuseParameter("min_score", "an experiment judges answers, and one that is withheld could not be judged");
}

/**
 * Of requests that are a unit's first at once, while weights change, one may have drawn what the others did not; and a unit may go for its age while its
 * answer is computed. It asks again, and twice where both happen to it.
 */
const MOST_DRAWS = 3;

/** The answer of the unit's variant, written down. Throws the problems of a deleted or stopped experiment. */
async function assignedAnswer(c: Context<AppEnv>, experiment: Assigning, unit: string, question: object) {
  const { id, salt, design } = experiment;
  const assignments = assignmentStore(c.env.DB);
  const { hash, point } = await hashedUnit(salt, unit);
  let standing = await assignments.standing(id, hash);
  for (let draw = 1; ; draw++) {
    if (standing === null) throw missingExperiment(id);
    if (standing.status === "stopped") {
      throw new ProblemError(409, "experiment-stopped", `The experiment ${id} is stopped: it answers no more.`);
    }
    const isNew = standing.variant === null;
    const variant = standing.variant ?? variantAt(point, standing.weights);
    const { model: ref, version, runtime } = design.variants[variant]!;
    const model = await findModel(c, `${ref}@${version}`, { runtime: runtime ?? undefined, tasks: [design.task] });
    const answered = await answerTask(model, design.task, question, { signal: c.req.raw.signal });
    const assignment = newAssignmentId();
    const { label } = outcomeOf(model.card, design.task, answered.body, question);
    const weights = isNew ? standing.weights : null;
    const written = await assignments.answered({ experiment: id, unit: hash, variant, weights, assignment, label });
    if (written?.written) return { answered: { ...answered, model }, assignment, variant };
    if (written?.status === "running" && draw === MOST_DRAWS) throw new Error(`${id} did not take ${assignment}`);
    standing = written;
  }
}
