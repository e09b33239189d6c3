import { describe, expect, test } from "vitest";
import { entitiesOf, type TaggedPiece } from "./tag.ts";

const LABELS = ["O", "B-PER", "I-PER", "LOC"];
/** Pieces side by side, three letters each; `-` before one that goes on a word. */
const pieces = (...rows: [string, ...number[]][]): TaggedPiece[] =>
  rows.map(([word, ...scores], i) => ({
    word: word.replace(/^-/, "##"),
    scores,
    start: 3 * i,
    end: 3 * i + 3,
    index: i + 1,
    goesOn: word.startsWith("-"),
  }));

test("neighbours of one type are one entity, B- begins another, labels without prefix go on", () => {
  const found = entitiesOf(
    pieces(
      ["ada", 0, 0, 1, 0],
      ["bob", 0, 1, 0, 0],
      ["-by", 0, 0, 1, 0],
      ["in", 1, 0, 0, 0],
      ["new", 0, 0, 0, 1],
      ["rom", 0, 0, 0, 0.5],
    ),
    LABELS,
  );
  expect(found).toEqual([
    { entity_group: "PER", score: 1, word: "ada", start: 0, end: 3 },
    { entity_group: "PER", score: 1, word: "bobby", start: 3, end: 9 },
    { entity_group: "LOC", score: 0.75, word: "new rom", start: 12, end: 18 },
  ]);
});

const split = pieces(["mic", 0.4, 0.6, 0, 0], ["-ros", 0, 0.1, 0.2, 0.7], ["-oft", 0.9, 0.1, 0, 0]);

test.each([
  ["first", [{ entity_group: "PER", score: 0.6, word: "microsoft", start: 0, end: 9 }]],
  ["max", []], // 0.9 is the largest score, and it says O
  ["average", []], // 1.3 / 3 for O
] as const)("%s gives all pieces of a word one label", (how, expected) => {
  expect(entitiesOf(split, LABELS, how)).toEqual(expected);
});

describe("models whose labels are in another scheme than IOB2", () => {
  /** A piece with one sure label. */
  const tagged = (labels: readonly string[], ...rows: [string, string][]) =>
    pieces(...rows.map(([word, label]): [string, ...number[]] => [word, ...labels.map((l) => (l === label ? 1 : 0))]));
  const wordsOf = (found: ReturnType<typeof entitiesOf>) =>
    found.map((one) => ("entity_group" in one ? `${one.entity_group} ${one.word}` : `${one.entity} ${one.word}`));

  test.each([
    ["BIOES", "E", "S"],
    ["BILOU", "L", "U"],
  ])("%s: an end ends, a single is one by itself, and neither cuts a word", (_, end, single) => {
    const labels = ["O", "B-PER", "I-PER", `${end}-PER`, `${single}-PER`];
    const found = tagged(
      labels,
      ["ada", "B-PER"],
      ["lov", `${end}-PER`],
      ["-ace", `${end}-PER`],
      ["bob", `${single}-PER`],
      ["-by", `${single}-PER`],
      ["eve", `${single}-PER`],
      ["ann", "I-PER"],
    );
    for (const how of ["simple", "first", "average", "max"] as const)
      expect(wordsOf(entitiesOf(found, labels, how))).toEqual(["PER ada lovace", "PER bobby", "PER eve", "PER ann"]);
    expect(wordsOf(entitiesOf(found.slice(0, 2), labels, "none"))).toEqual(["B-PER ada", `${end}-PER lov`]);
    expect(entitiesOf(found, labels, "simple", ["PER"])).toEqual([]);
  });

  test("IO: neighbours of one type are one; ends in types without prefixes are a part of them", () => {
    const io = ["O", "I-PER", "I-LOC"];
    expect(wordsOf(entitiesOf(tagged(io, ["ada", "I-PER"], ["bob", "I-PER"], ["ulm", "I-LOC"]), io))).toEqual([
      "PER ada bob",
      "LOC ulm",
    ]);
    const bare = ["O", "S-Bahn", "U-Bahn"];
    expect(wordsOf(entitiesOf(tagged(bare, ["neu", "S-Bahn"], ["alt", "S-Bahn"], ["ost", "U-Bahn"]), bare))).toEqual([
      "S-Bahn neu alt",
      "U-Bahn ost",
    ]);
  });
});

test("ignored labels are the caller's", () => {
  expect(entitiesOf(split, LABELS, "none", [])).toHaveLength(3);
  expect(entitiesOf(split, LABELS, "none", ["O", "LOC"])).toEqual([
    { entity: "B-PER", score: 0.6, index: 1, word: "mic", start: 0, end: 3 },
  ]);
  expect(entitiesOf([], LABELS)).toEqual([]);
});
