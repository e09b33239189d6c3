/** The step between a model's name in a request and a model that can answer it. */
import type { Context } from "hono";
import { tasksOf } from "../../r2-assets/format/card.ts";
import type { Runtime, Task } from "../../r2-assets/format/names.ts";
import type { AppEnv } from "../http/api.ts";
import { ProblemError, problem } from "../http/problem.ts";
import { counted } from "../metrics/counted-model.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { getModel } from "../runtime/models.ts";
import { missingModel } from "./missing.ts";

/** What every route that runs models may answer besides its success. */
export const inferenceProblems = {
  400: problem("The body is not what its encoding says, not UTF-8 or not JSON"),
  404: problem("No such model or version"),
  413: problem("Too many or too long inputs, more than one request may ask of this model, or too large a body"),
  415: problem("The body is not application/json, or packed otherwise than by gzip or deflate"),
  429: problem("Others come first, for longer than a request is kept waiting; `retry-after` says when to ask again"),
  422: problem("The body, or what it asks of this model, makes no sense"),
  500: problem("The stored model is damaged, or the bucket does not answer; then `retry-after` says when to ask again"),
  503: problem("The model is still loading; `retry-after` says when to ask again"),
};

export interface Wanted {
  /** What the model must be able to do; anything unless given. */
  tasks?: readonly Task[];
  runtime?: Runtime | undefined;
}

/** The model, loaded, of one of the wanted tasks and on the wanted runtime. Throws the problem that says why not. */
export async function findModel(
  c: Context<AppEnv>,
  ref: string,
  { tasks, runtime }: Wanted = {},
): Promise<LoadedModel> {
  const lookup = await getModel(c.env, ref, runtime);
  switch (lookup.kind) {
    case "missing":
      throw missingModel(ref);
    case "damaged":
      throw new ProblemError(500, "model-damaged", lookup.detail);
    case "unsupported":
      throw new ProblemError(
        422,
        "runtime-unsupported",
        `${ref} does not run on ${runtime ?? "any runtime here"}: ${lookup.detail}.`,
      );
    case "loading":
      c.header("retry-after", String(lookup.retryAfterSeconds));
      throw new ProblemError(503, "model-loading", `The model ${ref} is still loading.`);
    case "found":
      break;
  }
  const model = counted(c, lookup.model);
  const does = tasksOf(model.card);
  if (tasks !== undefined && !tasks.some((task) => does.includes(task))) {
    throw new ProblemError(422, "task-mismatch", `${ref} does ${does.join(" and ")}, not ${tasks.join(" or ")}.`);
  }
  return model;
}

export const modelName = (model: LoadedModel) => `${model.id}@${model.version}`;
