import { expect, test } from "vitest";
import { seededRandom } from "../../random.ts";
import { neighbours } from "./neighbours.ts";

const sentences = ["The harbour froze in May.", "Ships waited outside it.", "History.", "Nobody had seen it before."];

test("a sentence stands beside the next one or the one after, and headings beside none", () => {
  const random = seededRandom(1);
  const made = Array.from({ length: 50 }, () => neighbours.make({ sentences }, random));
  expect(new Set(made.map((pair) => `${pair!.text_a} ${pair!.text_b}`))).toEqual(
    new Set([
      "The harbour froze in May. Ships waited outside it.",
      "Ships waited outside it. Nobody had seen it before.",
    ]),
  );
});

test("of one sentence no pair is made", () => {
  expect(neighbours.make({ sentences: sentences.slice(0, 1) }, seededRandom(1))).toBeNull();
});
