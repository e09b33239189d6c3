/** What a tagger is trained to say of each piece, read by each of the API's strategies. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { SUITES } from "../eval/suites/index.ts";
import type { Card } from "../r2-assets/format/card.ts";
import { createTokenizer } from "../r2-assets/format/tokenizer.ts";
import { tagging } from "../trainer/tasks/tagging.ts";
import { AGGREGATIONS, type EntityGroup, entitiesOf, tagPieces } from "../worker/pipelines/tag.ts";

const tokenizer = createTokenizer(
  JSON.parse(await readFile(new URL("golden/tiny-bert/tokenizer.json", import.meta.url), "utf8")),
  { maxLength: 64 },
);
const labels = tagging.labels(SUITES["wikiann/en"]!);

const tokens = ["Unable", "coppery", "cooked", "hopefully", "in", "Unable", "Breadless", "Tasteful", "."];
const tags = ["B-PER", "I-PER", "O", "O", "O", "B-LOC", "I-LOC", "B-ORG", "O"];
const text = tokens.join(" ");

/** Nine to one for each token's target; special tokens say nothing. */
function trainedLogits(): Float32Array {
  const [targets] = tagging.targetsOf({ id: "", tokens, tags }, labels, tokenizer)!;
  return Float32Array.from(
    (targets as number[]).flatMap((target) => labels.map((_, label) => (label === target ? Math.log(54) : 0))),
  );
}
const pieces = () =>
  tagPieces({ card: { labels } as Card, tokenizer }, text, tokenizer.encodeWithOffsets(text), trainedLogits());

test.each(AGGREGATIONS.filter((strategy) => strategy !== "none"))(
  "%s finds every entity whole, at its place",
  (strategy) => {
    const found = entitiesOf(pieces(), labels, strategy) as EntityGroup[];
    expect(found.map(({ entity_group, start, end }) => [entity_group, text.slice(start, end)])).toEqual([
      ["PER", "Unable coppery"],
      ["LOC", "Unable Breadless"],
      ["ORG", "Tasteful"],
    ]);
  },
);

test("none has each piece by itself, the first of an entity with B-, all others with I-", () => {
  const found = entitiesOf(pieces(), labels, "none");
  expect(found.map((piece) => [piece.word, "entity" in piece && piece.entity])).toEqual([
    ["un", "B-PER"],
    ["##able", "I-PER"],
    ["copper", "I-PER"],
    ["##y", "I-PER"],
    ["un", "B-LOC"],
    ["##able", "I-LOC"],
    ["bread", "I-LOC"],
    ["##less", "I-LOC"],
    ["taste", "B-ORG"],
    ["##ful", "I-ORG"],
  ]);
});
