import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { REFERENCE_FILE, readReferenceLogits, writeReferenceLogits } from "./reference-logits.ts";

const card = { task: "text-classification" as const, labels: ["negative", "positive"] };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-reference-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("rows come back as they were written, logits to the last bit", async () => {
  const rows = [
    { id: "dev-0", text_a: "a line\nbreak", gold: "positive", logits: [Math.fround(-0.1), 1 / 3] },
    { id: "dev-1", text_a: "one", text_b: "two", gold: "negative", logits: [0, -0.5] },
  ];
  await writeReferenceLogits(folder, rows);
  expect(await readReferenceLogits(folder, card)).toEqual({ kind: "read", rows });
});

test("no file is absent", async () => {
  expect(await readReferenceLogits(folder, card)).toEqual({ kind: "absent" });
});

test.each([
  ["no line", "", "it has no line"],
  ["a line that is no JSON", "{", "line 1 is not {id"],
  ["a row without gold", '{"id":"1","text_a":"x","logits":[0,1]}', "line 1 is not {id"],
  [
    "a logit too many",
    '{"id":"1","text_a":"x","gold":"positive","logits":[0,1,2]}',
    "line 1 has 3 logits for 2 labels",
  ],
  ["an unknown label", '{"id":"1","text_a":"x","gold":"meh","logits":[0,1]}', "line 1 has the gold label meh"],
])("%s is damage", async (_, content, reason) => {
  await mkdir(join(folder, "reference"));
  await writeFile(join(folder, REFERENCE_FILE), content);
  const reading = await readReferenceLogits(folder, card);
  expect(reading).toMatchObject({ kind: "damaged", reason: expect.stringContaining(reason) });
});

test("of several labels a text all are the card's, and there may be none", async () => {
  const several = { task: "multi-label-classification" as const, labels: ["anger", "joy"] };
  const row = { id: "1", text_a: "a", gold: [] as string[], logits: [0.5, -1] };
  await writeReferenceLogits(folder, [row, { ...row, id: "2", gold: ["joy", "anger"] }]);
  expect(await readReferenceLogits(folder, several)).toMatchObject({ kind: "read", rows: [row, { id: "2" }] });
  await writeReferenceLogits(folder, [{ ...row, gold: ["joy", "envy"] }]);
  expect(await readReferenceLogits(folder, several)).toMatchObject({
    kind: "damaged",
    reason: expect.stringContaining("has the gold label envy"),
  });
});

test("with slots a text has logits of its tokens, and its gold tags are the card's", async () => {
  const slotted = { ...card, slots: ["B-x", "I-x", "O"] };
  const row = { id: "1", text_a: "a b", gold: "positive", slots: ["O", "B-x"], logits: Array(2 + 4 * 3).fill(0.5) };
  const read = async (changes: object) => {
    await writeReferenceLogits(folder, [{ ...row, ...changes }]);
    return readReferenceLogits(folder, slotted);
  };
  expect(await read({})).toEqual({ kind: "read", rows: [row] });
  const reasons = [
    [{ logits: [1, 2] }, "line 1 has 2 logits for 2 labels and 3 slots"],
    [{ logits: Array(12).fill(1) }, "line 1 has 12 logits for 2 labels and 3 slots"],
    [{ slots: ["O", "B-y"] }, "line 1 has the gold label B-y"],
  ] as const;
  for (const [changes, reason] of reasons)
    expect(await read(changes)).toEqual({ kind: "damaged", reason: expect.stringContaining(reason) });
  await writeReferenceLogits(folder, [{ ...row, logits: [1, 2] }]);
  expect(await readReferenceLogits(folder, card)).toMatchObject({ kind: "damaged" }); // a card without slots
});

const WORDS = '"id":"1","tokens":["a","b"]';
test.each([
  ["token-classification", ["O", "B-X"], `{${WORDS},"gold":["O","B-X"],"logits":[1,2,3,4,5,6,7,8]}`, null],
  [
    "token-classification",
    ["O", "B-X"],
    `{${WORDS},"gold":["O","B-Y"],"logits":[1,2]}`,
    "line 1 has the gold label B-Y",
  ],
  ["token-classification", ["O", "B-X"], `{${WORDS},"gold":["O","O"],"logits":[1,2,3]}`, "line 1 has 3 logits for 2"],
  [
    "token-classification",
    ["O"],
    '{"id":"1","text_a":"a","gold":"O","logits":[1]}',
    "line 1 is not {id, tokens, gold, logits}",
  ],
  ["text-regression", ["score"], '{"id":"1","text_a":"a","gold":2.5,"logits":[2.25]}', null],
  ["text-regression", ["score"], '{"id":"1","text_a":"a","gold":"2.5","logits":[2.25]}', "line 1 is not {id, text_a"],
  ["question-answering", ["start", "end"], '{"id":"1","question":"q","context":"c","gold":[],"logits":[1,2]}', null],
] as const)("%s %j: %s", async (task, labels, line, reason) => {
  await mkdir(join(folder, "reference"));
  await writeFile(join(folder, REFERENCE_FILE), line);
  expect(await readReferenceLogits(folder, { task, labels: [...labels] })).toMatchObject(
    reason === null
      ? { kind: "read", rows: [JSON.parse(line)] }
      : { kind: "damaged", reason: expect.stringContaining(reason) },
  );
});
