/** `POST /v1/compare`: the same texts through several models, side by side. */
import { createRoute, z } from "@hono/zod-openapi";
import { heldLabels } from "../../eval/answers/held-labels.ts";
import { labelLogits } from "../../r2-assets/format/logits.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import type { Encoding } from "../../r2-assets/format/tokenizer.ts";
import { newApi } from "../http/api.ts";
import { jsonBody } from "../http/body.ts";
import { checkTokens, listTexts, TextInputs, toTextInput } from "../http/inputs.ts";
import { ProblemError } from "../http/problem.ts";
import { findModel, inferenceProblems, modelName } from "../lookups/find-model.ts";
import { rank } from "../pipelines/classify.ts";
import { tokenizeInTurns } from "../pipelines/in-turns.ts";
import { runAll } from "../pipelines/run-encodings.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";

const MOST_MODELS = 4;

const CompareRequest = z
  .strictObject({
    models: z
      .array(z.string())
      .min(1, "models is empty")
      .max(MOST_MODELS, `at most ${MOST_MODELS} models are compared at once`)
      .refine((models) => new Set(models).size === models.length, "a model is named twice")
      .openapi({ example: ["sst2-teacher", "sst2-pkd-skip"] }),
    inputs: TextInputs,
  })
  .openapi("CompareRequest");

const CompareResponse = z
  .strictObject({
    results: z.array(
      z.strictObject({
        input: z.union([z.string(), z.object({ text: z.string(), text_pair: z.string().optional() })]),
        outputs: z.array(
          z.strictObject({
            model: z.string(),
            label: z.string().openapi({ description: "The best" }),
            score: z.number(),
            labels: z.array(z.string()).optional().openapi({
              description:
                "Of a model of several labels a text: those that hold by the card's thresholds, in its order",
            }),
            logits: z.array(z.number()).openapi({ description: "In the card's label order" }),
          }),
        ),
      }),
    ),
    agreement: z.array(z.strictObject({ a: z.string(), b: z.string(), rate: z.number() })).openapi({
      description:
        "For each pair of models, the fraction of inputs to which both give the same label, or the same `labels`",
    }),
  })
  .openapi("CompareResponse");

const compare = createRoute({
  method: "post",
  path: "/v1/compare",
  summary: "Ask up to four models the same",
  tags: ["inference"],
  middleware: jsonBody(),
  request: { body: { required: true, content: { "application/json": { schema: CompareRequest } } } },
  responses: {
    200: { description: "Answers side by side", content: { "application/json": { schema: CompareResponse } } },
    ...inferenceProblems,
  },
});

export const compareApi = newApi().openapi(compare, async (c) => {
  const { models: refs, inputs } = c.req.valid("json");
  const list = listTexts(inputs);
  const texts = list.map(toTextInput);

  const runs: { model: LoadedModel; encodings: Encoding[] }[] = [];
  const truncated = new Set<number>();
  let labels: readonly string[] | undefined;
  let tasks: readonly Task[] = COMPARED;
  for (const ref of refs) {
    const model = await findModel(c, ref, { tasks });
    tasks = [model.card.task];
    labels ??= model.card.labels;
    requireSameLabels(refs[0]!, labels, ref, model.card.labels);
    const { encodings } = await tokenizeInTurns(model, texts);
    checkTokens(encodings);
    encodings.forEach((encoding, i) => {
      if (encoding.truncated) truncated.add(i);
    });
    runs.push({ model, encodings });
    c.header("x-retort-runtime", model.runtime);
  }
  const logits = await runAll(runs, { signal: c.req.raw.signal });
  const columns = runs.map(({ model }, i) => outputsOf(refs[i]!, model, logits[i]!));

  c.header("x-retort-model", runs.map(({ model }) => modelName(model)).join(", "));
  if (truncated.size > 0) c.header("x-retort-truncated", String(truncated.size));
  return c.json(
    {
      results: list.map((input, i) => ({ input, outputs: columns.map((column) => column[i]!) })),
      agreement: agreement(refs, columns),
    },
    200,
  );
});

/** Tasks whose answers are labels of a text; those that are compared do the same one. */
const COMPARED: readonly Task[] = ["text-classification", "multi-label-classification"];

type Output = z.infer<typeof CompareResponse>["results"][number]["outputs"][number];

function outputsOf(ref: string, model: LoadedModel, logits: Float32Array[]): Output[] {
  const { labels, task, thresholds } = model.card;
  const several = task === "multi-label-classification";
  return logits.map((row) => ({
    model: ref,
    ...rank(labels, row, { fn: several ? "sigmoid" : "softmax" })[0]!,
    ...(several && { labels: heldLabels(labels, row, thresholds).labels }),
    logits: [...labelLogits(row, labels)],
  }));
}

/** Fraction of equal labels, or sets of labels, for each pair of models. */
function agreement(refs: readonly string[], columns: readonly Output[][]) {
  return refs.flatMap((a, i) =>
    refs.slice(i + 1).map((b, k) => {
      const [first, second] = [columns[i]!, columns[i + 1 + k]!];
      const same = first.filter((output, row) => saidBy(output) === saidBy(second[row]!)).length;
      return { a, b, rate: same / first.length };
    }),
  );
}

const saidBy = ({ label, labels }: Output): string =>
  labels === undefined ? label : JSON.stringify(labels.toSorted());

function requireSameLabels(a: string, first: readonly string[], b: string, other: readonly string[]): void {
  if (first.length === other.length && first.every((label) => other.includes(label))) return;
  throw new ProblemError(422, "label-mismatch", `${a} answers ${first.join(", ")}; ${b} answers ${other.join(", ")}.`);
}
