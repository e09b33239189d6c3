import { z } from "@hono/zod-openapi";
import type { EncodedText } from "../../../r2-assets/format/tokenizer.ts";
import { checkTokenCount, checkTokens, listInputs, TaggingInputs } from "../../http/inputs.ts";
import { ProblemError } from "../../http/problem.ts";
import { LIMITS } from "../../pipelines/limits.ts";
import { mergeOverlapping } from "../../pipelines/merge-overlapping.ts";
import { runGroups } from "../../pipelines/run-encodings.ts";
import {
  AGGREGATIONS,
  type Aggregation,
  type EntityGroup,
  entitiesOf,
  tagPieces,
  tagsOf,
} from "../../pipelines/tag.ts";
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
      offset_unit: OffsetUnit,
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
  async answer(model, { inputs, parameters }) {
    const { aggregation_strategy: strategy, ignore_labels, offset_unit, stride } = parameters;
    if (stride !== undefined) checkStride(model, stride, strategy);
    const texts = listInputs(inputs, (text) => [text]);
    const encodings = stride === undefined ? cut(model, texts) : inWindows(model, texts, stride);
    const logits = await runGroups(model, encodings);
    const entities = texts.map((text, i) => {
      const windows = encodings[i]!.map((encoding, k) => {
        const pieces = tagPieces(model, text, encoding, logits[i]![k]!);
        return entitiesOf(pieces, tagsOf(model.card), strategy, ignore_labels, model.tokenizer.join);
      });
      const found: z.infer<typeof Entity>[] =
        stride === undefined ? windows[0]! : mergeOverlapping(text, windows as EntityGroup[][]);
      return inUnit(text, found, offset_unit);
    });
    return {
      body: Array.isArray(inputs) ? entities : entities[0]!,
      truncated: encodings.flat().filter(({ truncated }) => truncated).length,
    };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;

function cut({ tokenizer }: LoadedModel, texts: readonly string[]): EncodedText[][] {
  const encodings = texts.map((text) => tokenizer.encodeWithOffsets(text));
  checkTokens(encodings);
  return encodings.map((encoding) => [encoding]);
}

/** What is over the limit is counted and not kept: a stride just below a window's size makes a window of every piece. */
function inWindows({ tokenizer }: LoadedModel, texts: readonly string[], stride: number): EncodedText[][] {
  let tokens = 0;
  return texts.map((text) => {
    const kept: EncodedText[] = [];
    for (const window of tokenizer.encodeTextWindows(text, stride)) {
      tokens += window.ids.length;
      if (tokens <= LIMITS.tokens) kept.push(window);
    }
    checkTokenCount(tokens);
    return kept;
  });
}

/** Of `[CLS]` and `[SEP]`, which every window has. */
const SPECIAL = 2;

/** Throws the 422 problem for what transformers refuses, too. */
function checkStride({ card }: LoadedModel, stride: number, strategy: Aggregation): void {
  const room = card.max_length - SPECIAL;
  const wrong = (message: string) =>
    new ProblemError(422, "invalid-request", `parameters.stride: ${message}`, [{ path: "parameters.stride", message }]);
  if (strategy === "none") throw wrong("windows need an aggregation_strategy other than none");
  if (stride >= room) throw wrong(`must be less than the ${room} pieces that a window holds`);
}
