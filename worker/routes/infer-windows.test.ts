/** `parameters.window`: texts that are longer than a model reads at once, by windows. */
import { beforeEach, expect, test } from "vitest";
import { sigmoid } from "../../eval/answers/sigmoid.ts";
import { softmax } from "../../eval/answers/softmax.ts";
import { TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { expectJson } from "../test/api.ts";
import { publish, tinyFiles } from "../test/artefacts.ts";
import { post } from "../test/requests.ts";

beforeEach(() => publish("teacher", "moods", "scorer"));

type Scores = { label: string; score: number }[];
const asked = async (id: string, inputs: unknown, parameters: object) => {
  const response = await post(`/models/tiny-${id}`, { inputs, parameters });
  const truncated = response.headers.get("x-retort-truncated");
  return { answers: (await expectJson(200, response)) as Scores[], truncated };
};
const scoreOf = (scores: Scores, label: string) => scores.find((each) => each.label === label)!.score;

const SENTENCES = [
  "the film was warm and funny , never dull !",
  "i hated the ending and the awful acting .",
  "? ".repeat(9),
];
const LONG = SENTENCES.join(" ").repeat(4);
const SHORT = "we loved it again";

/** The text of each window, cut at the places where the tokenizer's windows begin and end. */
function windowTexts(text: string, stride: number): string[] {
  const json = JSON.parse(new TextDecoder().decode(tinyFiles("teacher")[TOKENIZER_FILE]));
  const windows = [...createTokenizer(json, { maxLength: 32 }).encodeTextWindows(text, stride)];
  return windows.map(({ pieces }) => text.slice(pieces[0]!.start, pieces.at(-1)!.end));
}
/** Logits of each window, by label, each asked as a text of its own. */
async function windowLogits(id: string, stride: number, labels: readonly string[]): Promise<number[][]> {
  const { answers, truncated } = await asked(id, windowTexts(LONG, stride), { function_to_apply: "none" });
  expect(truncated).toBeNull();
  return answers.map((scores) => labels.map((label) => scoreOf(scores, label)));
}
const pool = {
  mean: (values: number[]) => values.reduce((sum, x) => sum + x, 0) / values.length,
  max: (values: number[]) => Math.max(...values),
};
const pooled = (windows: number[][], by: "mean" | "max") =>
  windows[0]!.map((_, label) => pool[by](windows.map((row) => row[label]!)));

test("a classifier's logits are pooled, then the function comes; a text that fits stays as it is", async () => {
  const labels = ["negative", "positive"];
  for (const [stride, given] of [
    [7, {}], // a quarter of the 30 pieces
    [0, { stride: 0 }],
    [20, { stride: 20 }],
  ] as const) {
    const windows = await windowLogits("teacher", stride, labels);
    expect(windows.length).toBeGreaterThan(3);
    for (const window of ["mean", "max"] as const) {
      const { answers, truncated } = await asked("teacher", [LONG, SHORT], { window, ...given });
      expect(truncated).toBeNull();
      const expected = softmax(pooled(windows, window));
      for (const [i, label] of labels.entries()) expect(scoreOf(answers[0]!, label)).toBeCloseTo(expected[i]!, 5);
      expect(answers[1]).toEqual((await asked("teacher", SHORT, {})).answers[0]);
    }
  }
  const { answers, truncated } = await asked("teacher", [LONG, SHORT], {});
  expect(truncated).toBe("1");
  expect(answers[0]).not.toEqual((await asked("teacher", LONG, { window: "mean" })).answers[0]);
});

test("thresholds and sigmoids of several labels are of the pooled logits", async () => {
  const labels = ["anger", "joy", "surprise"];
  const windows = await windowLogits("moods", 7, labels);
  for (const window of ["mean", "max"] as const) {
    const { answers } = await asked("moods", LONG, { window });
    const expected = pooled(windows, window).map(sigmoid);
    for (const [i, label] of labels.entries()) expect(scoreOf(answers[0]!, label)).toBeCloseTo(expected[i]!, 5);
    const held = await asked("moods", LONG, { window, threshold: 0.5 });
    expect(held.answers[0]).toEqual(answers[0]!.filter(({ score }) => score >= 0.5));
  }
});

test("a regression's score is the mean", async () => {
  const windows = await windowLogits("scorer", 7, ["score"]);
  const { answers } = await asked("scorer", [LONG], { window: "mean" });
  expect(answers[0]![0]!.score).toBeCloseTo(pooled(windows, "mean")[0]!, 5);
});

test("windows count as tokens", async () => {
  const problem = await expectJson(
    413,
    post("/models/tiny-teacher", { inputs: "film ".repeat(2000), parameters: { window: "mean", stride: 29 } }),
  );
  expect(problem.type).toBe("too-many-tokens");
  expect(problem.detail).toMatch(/^A request takes at most 16384 tokens; in its windows this one has \d+\.$/);
});

const LIMITED = "must be less than the 30 pieces that a window holds";
test("what makes no sense is refused in one sentence", async () => {
  await publish("tagger", "reader");
  const question = { question: "Was it?", context: "It was." };
  const pair = { text: "a film", text_pair: "a story" };
  for (const [id, inputs, parameters, detail] of [
    ["teacher", LONG, { window: "sum" }, "window: is none of mean, max"],
    ["scorer", LONG, { window: "max" }, "window: must be mean"],
    ["teacher", [LONG, pair], { window: "mean" }, "window: windows are of one text, and input 1 is a pair of them"],
    ["teacher", LONG, { window: "mean", stride: 30 }, `stride: ${LIMITED}`],
    ["moods", LONG, { window: "max", stride: 99 }, `stride: ${LIMITED}`],
    ["teacher", LONG, { window: "mean", stride: -1 }, "stride: must be at least 0"],
    ["teacher", LONG, { stride: 3 }, "stride: it is what windows share, and no window is asked for"],
    [
      "reader",
      question,
      { window: "mean" },
      "window: a long context is always read by windows, which share doc_stride pieces",
    ],
    [
      "reader",
      question,
      { stride: 8 },
      "stride: a long context is always read by windows, which share doc_stride pieces",
    ],
    [
      "tagger",
      LONG,
      { window: "mean" },
      "window: stride has long texts tagged by windows, whose spans are put together",
    ],
  ] as const) {
    const problem = await expectJson(422, post(`/models/tiny-${id}`, { inputs, parameters }));
    expect(problem).toMatchObject({ type: "invalid-request", detail: `parameters.${detail}` });
  }
});
