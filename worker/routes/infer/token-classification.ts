import { z } from "@hono/zod-openapi";
import { checkTokens, listInputs, TaggingInputs } from "../../http/inputs.ts";
import { runEncodings } from "../../pipelines/run-encodings.ts";
import { AGGREGATIONS, entitiesOf, tagPieces } from "../../pipelines/tag.ts";
import { inUnit, OffsetUnit } from "./offset-unit.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";

const request = z.strictObject({
  inputs: TaggingInputs,
  parameters: z
    .strictObject({
      aggregation_strategy: z.enum(AGGREGATIONS).default("simple").openapi({
        description:
          "none: each piece by itself; simple: neighbours of one type together; first, average, max: words whole, by their first piece, their mean scores or their surest piece, then as simple",
      }),
      ignore_labels: z.array(z.string()).default(["O"]),
      offset_unit: OffsetUnit,
    })
    .prefault({}),
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
  async answer(model, { inputs, parameters: { aggregation_strategy, ignore_labels, offset_unit } }) {
    const texts = listInputs(inputs, (text) => [text]);
    const encodings = texts.map((text) => model.tokenizer.encodeWithOffsets(text));
    checkTokens(encodings);
    const logits = await runEncodings(model, encodings);
    const entities = texts.map((text, i) => {
      const pieces = tagPieces(model, text, encodings[i]!, logits[i]!);
      const found: z.infer<typeof Entity>[] = entitiesOf(
        pieces,
        model.card.labels,
        aggregation_strategy,
        ignore_labels,
      );
      return inUnit(text, found, offset_unit);
    });
    return {
      body: Array.isArray(inputs) ? entities : entities[0]!,
      truncated: encodings.filter(({ truncated }) => truncated).length,
    };
  },
} satisfies TaskEndpoint<typeof request, typeof response>;
