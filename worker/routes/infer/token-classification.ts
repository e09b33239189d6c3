import { z } from "@hono/zod-openapi";
import type { EncodedText } from "../../../r2-assets/format/tokenizer.ts";
import { checkTokens, listInputs, TaggingInputs } from "../../http/inputs.ts";
import { refuseParameter } from "../../http/refuse-parameter.ts";
import { inTurns } from "../../pipelines/in-turns.ts";
import { runGroups } from "../../pipelines/run-encodings.ts";
import { AGGREGATIONS } from "../../pipelines/tag.ts";
import { entitiesOfWindows, strideMisfit } from "../../pipelines/tag-windows.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";
import { MinScore } from "./min-score.ts";
import { inUnit, OffsetUnit } from "./offset-unit.ts";
import type { TaskEndpoint } from "./task-endpoint.ts";
import { Options } from "./task-request.ts";
import { inWindows } from "./text-windows.ts";

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
      min_score: MinScore.openapi({ description: "Only entities whose score is at least so much. All unless given" }),
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
  refuses: {
    calibrated: "tags have no temperature, which is of models that classify texts",
    window: "stride has long texts tagged by windows, whose spans are put together",
  },
  async answer(model, { inputs, parameters }, call) {
    const unit = parameters.offset_unit ?? call.offsetUnit ?? "utf16";
    const { aggregation_strategy: strategy, ignore_labels, stride, min_score = 0 } = parameters;
    const misfit = stride === undefined ? undefined : strideMisfit(model.card, stride, strategy);
    if (misfit !== undefined) throw refuseParameter("stride", misfit);
    const texts = listInputs(inputs, (text) => [text]);
    const encodings = await (stride === undefined ? cut(model, texts) : inWindows(model, texts, stride));
    const logits = await runGroups(model, encodings, call);
    const entities = texts.map((text, i) => {
      const settings = { strategy, ignored: ignore_labels };
      const found: z.infer<typeof Entity>[] = entitiesOfWindows(model, text, encodings[i]!, logits[i]!, settings);
      const sure = found.filter(({ score }) => score >= min_score);
      return inUnit(text, sure, unit);
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
