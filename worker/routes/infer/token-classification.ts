import { z } from "@hono/zod-openapi";
import type { EncodedText } from "../../../r2-assets/format/tokenizer.ts";
import { checkTokenCount, checkTokens, listInputs, TaggingInputs } from "../../http/inputs.ts";
import { ProblemError } from "../../http/problem.ts";
import { inTurns } from "../../pipelines/in-turns.ts";
import { LIMITS } from "../../pipelines/limits.ts";
import { runGroups } from "../../pipelines/run-encodings.ts";
import { AGGREGATIONS, type Aggregation } from "../../pipelines/tag.ts";
import { entitiesOfWindows, strideMisfit } from "../../pipelines/tag-windows.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";
import { inUnit, OffsetUnit } from "./offset-unit.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";

const request = z.strictObject({
  inputs: TaggingInputs,
  parameters: z
    .strictObject({
      aggregation_strategy: z.enum(AGGREGATIONS).default("simple").openapi({
        description:
          "none: each piece by itself; simple: neighbours of one type together; first, average, max: words whole, by their first piece, their mean scores or their surest piece, then as simple",
      }),
      ignore_labels: z.array(z.string()).default(["O"]),
      stride: z.int().nonnegative().optional().openapi({
        description:
          "Pieces that windows over a long text share; less than a window holds, and not with the strategy none. A text longer than the model's max_length is cut unless given",
      }),
      offset_unit: OffsetUnit.optional(),
    })
    .prefault({}),
  options: Options,
});

const place = {
  score: z.number(),
  word: z
    .string()
    .openapi({ description: "Its pieces put together; the text's own words are what start and end cut out" }),
  start: z.int(),
  end: z.int(),
};
const Entity = z
  .union([
    z.strictObject({ entity_group: z.string(), ...place }),
    z.strictObject({ entity: z.string(), index: z.int(), ...place }),
  ])
  .openapi("Entity");

const response = z.union([z.array(Entity), z.array(z.array(Entity))]).openapi({
  description: "Entities from left to right, nested for an array of inputs",
  example: [{ entity_group: "PER", score: 0.99, word: "ada lovelace", start: 0, end: 12 }],
});

export const tokenClassification = {
  request,
  response,
  async answer(model, { inputs, parameters }, call) {
    const unit = parameters.offset_unit ?? call.offsetUnit ?? "utf16";
    const { aggregation_strategy: strategy, ignore_labels, stride } = parameters;
    if (stride !== undefined) checkStride(model, stride, strategy);
    const texts = listInputs(inputs, (text) => [text]);
    const encodings = await (stride === undefined ? cut(model, texts) : inWindows(model, texts, stride));
    const logits = await runGroups(model, encodings, call);
    const entities = texts.map((text, i) => {
      const settings = { strategy, ignored: ignore_labels };
      const found: z.infer<typeof Entity>[] = entitiesOfWindows(model, text, encodings[i]!, logits[i]!, settings);
      return inUnit(text, found, unit);
    });
    return {
      body: Array.isArray(inputs) ? entities : entities[0]!,
      truncated: encodings.flat().filter(({ truncated }) => truncated).length,
    };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;

const unitsOf = (text: string) => text.length;

async function cut({ tokenizer }: LoadedModel, texts: readonly string[]): Promise<EncodedText[][]> {
  const encodings = await inTurns(texts, unitsOf, (text) => tokenizer.encodeWithOffsets(text));
  checkTokens(encodings);
  return encodings.map((encoding) => [encoding]);
}

/** What is over the limit is counted and not kept: a stride just below a window's size makes a window of every piece. */
function inWindows({ tokenizer }: LoadedModel, texts: readonly string[], stride: number): Promise<EncodedText[][]> {
  let tokens = 0;
  return inTurns(texts, unitsOf, (text) => {
    const kept: EncodedText[] = [];
    for (const window of tokenizer.encodeTextWindows(text, stride)) {
      tokens += window.ids.length;
      if (tokens <= LIMITS.tokens) kept.push(window);
    }
    checkTokenCount(tokens);
    return kept;
  });
}

/** Throws the 422 problem for what transformers refuses, too. */
function checkStride({ card }: LoadedModel, stride: number, strategy: Aggregation): void {
  const message = strideMisfit(card, stride, strategy);
  if (message === undefined) return;
  throw new ProblemError(422, "invalid-request", `parameters.stride: ${message}`, [
    { path: "parameters.stride", message },
  ]);
}
