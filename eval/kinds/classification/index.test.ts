import { describe, expect, test } from "vitest";
import { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import type { ClassificationRow } from "../../../r2-assets/format/rows.ts";
import { classificationKind } from "./index.ts";

const suite = { id: "retort/reviews", labels: ["negative", "positive"] };
const row: ClassificationRow = { id: "r-1", text_a: "a warm film", label: "positive" };
const slotted: ClassificationRow = { ...row, slots: ["O", "B-mood", "O"] };
const submit = (item: object, to = row) => classificationKind.submitted({ id: "r-1", ...item }, to, suite);

describe("a submitted answer", () => {
  test.each([
    ["a label by name", { label: "positive" }, { label: "positive", scores: null }],
    ["a label by index", { label: 0 }, { label: "negative", scores: null }],
    [
      "scores, of which the greatest is the label",
      { scores: { positive: 0.25, negative: 0.75 } },
      { label: "negative", scores: { positive: 0.25, negative: 0.75 } },
    ],
    [
      "equal scores: the first label",
      { scores: { positive: 0.5, negative: 0.5 } },
      { label: "negative", scores: { positive: 0.5, negative: 0.5 } },
    ],
    [
      "a label by another threshold than its scores'",
      { label: 1, scores: { negative: 0.6, positive: 0.4 } },
      { label: "positive", scores: { negative: 0.6, positive: 0.4 } },
    ],
    [
      "scores rounded to three digits",
      { scores: { negative: 0.333, positive: 0.666 } },
      expect.objectContaining({ label: "positive" }),
    ],
    ["keys it does not know", { label: 1, comment: "sure" }, { label: "positive", scores: null }],
    ["tags of a row without slots", { label: 1, tags: ["O"] }, { label: "positive", scores: null }],
  ])("may be %s", (_, item, answer) => {
    expect(submit(item)).toEqual(answer);
  });

  test("may have tags where the row has slots", () => {
    const tags = ["O", "B-mood", "I-never_seen"];
    const iob2 = ["O", "B-mood", "B-never_seen"];
    expect(submit({ label: 1, tags }, slotted)).toEqual({ label: "positive", scores: null, tags: iob2 });
    expect(submit({ label: 1 }, slotted)).toEqual({ label: "positive", scores: null });
  });

  test.each([
    [{}, "expected label or scores"],
    [{ label: "great" }, 'label: "great" is none of negative, positive'],
    [{ label: 2 }, "label: 2 is none of negative, positive"],
    [{ label: -1 }, "label: -1 is none of negative, positive"],
    [{ label: 0.5 }, "label: expected a label's name or index"],
    [{ label: null }, "label: expected a label's name or index"],
    [{ scores: { positive: 1 } }, 'scores: "negative" has none'],
    [{ scores: { positive: 0.5, negative: 0.4, neutral: 0.1 } }, 'scores: "neutral" is none of negative, positive'],
    [{ scores: { positive: 1.2, negative: -0.2 } }, 'scores: -0.2 of "negative" is no probability'],
    [{ scores: { positive: 0.5, negative: 0.4 } }, "scores: they sum to 0.9, not to 1"],
    [{ scores: { positive: "1", negative: 0 } }, /^scores\.positive: .*number/],
    [{ scores: { positive: Number.POSITIVE_INFINITY, negative: 0 } }, /^scores\.positive: .*number/],
    [{ scores: { positive: Number.NaN, negative: 0 } }, /^scores\.positive: .*number/],
  ])("%j is refused", (item, reason) => {
    expect(submit(item)).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
  });

  test.each([
    [["O"], "tags: there are 1 for 3 tokens"],
    [
      ["O", "mood", "O"],
      'tags: "mood" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)',
    ],
    [
      ["O", "B-", "O"],
      'tags: "B-" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)',
    ],
    [["O", 1, "O"], /^tags\.1: .*string/],
  ])("tags %j are refused", (tags, reason) => {
    expect(submit({ label: 1, tags }, slotted)).toEqual(
      typeof reason === "string" ? reason : expect.stringMatching(reason),
    );
  });

  test("slots by another name than tags are refused where the row has slots", () => {
    const slots = ["O", "O", "O"];
    expect(submit({ label: 1, slots }, slotted)).toMatch(/^slots: a submission has .* as tags/);
    expect(submit({ label: 1, slots, tags: slots }, slotted)).toEqual({ label: "positive", scores: null, tags: slots });
    expect(submit({ label: 1, slots })).toEqual({ label: "positive", scores: null });
  });

  test("without an id is refused", () => {
    expect(classificationKind.submitted({ label: 1 }, row, suite)).toMatch(/^id: /);
    expect(classificationKind.submitted("positive", row, suite)).toMatch(/expected an object/);
  });
});

describe("a judged row", () => {
  const judge = (of: ClassificationRow, answer: Parameters<typeof classificationKind.judge>[1]) =>
    ClassificationPrediction.parse(classificationKind.judge(of, answer, suite));

  test("is right if the label is", () => {
    const scores = { negative: 0.25, positive: 0.75 };
    const judged = { id: "r-1", prediction: "positive", scores, gold: "positive", correct: true };
    expect(judge(row, { label: "positive", scores })).toEqual(judged);
    expect(judge(row, { label: "negative", scores: null })).toMatchObject({ correct: false, scores: null });
  });

  test("keeps slots and groups", () => {
    const groups = { heuristic: "lexical_overlap" };
    const tags = ["O", "O", "O"];
    expect(judge({ ...slotted, groups }, { label: "positive", scores: null, tags })).toMatchObject({
      slots: { prediction: tags, gold: slotted.slots },
      groups,
    });
    expect(judge(slotted, { label: "positive", scores: null }).slots).toEqual({
      prediction: null,
      gold: slotted.slots,
    });
  });

  test("without an answer is wrong and says why", () => {
    expect(judge(slotted, { error: "the text is blank" })).toEqual({
      id: "r-1",
      prediction: null,
      scores: null,
      gold: "positive",
      correct: false,
      slots: { prediction: null, gold: slotted.slots },
      error: "the text is blank",
    });
  });
});
