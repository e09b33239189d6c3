import { describe, expect, test } from "vitest";
import type { AnswerScriptName } from "../../r2-assets/format/suite.ts";
import golden from "../../test/golden/answer-scripts.json" with { type: "json" };
import { answerScript, SQUAD_V2 } from "./answer-script.ts";
import { squadScore } from "./squad.ts";

/** Values worked out by hand from the published scripts' rules; our own sentences. */
describe("MLQA's words, a language", () => {
  test.each([
    ["en", "The “blue” house — 5$!", ["blue", "house", "5"]],
    ["en", "l’été, an année", ["lété", "année"]],
    ["es", "¿La casa de los gatos?", ["casa", "de", "gatos"]],
    ["de", "Das Haus, einer der Türme", ["haus", "türme"]],
    ["vi", "những con mèo của tôi", ["con", "mèo", "tôi"]],
    ["ar", "البيت", ["بيت"]],
    ["hi", "घर।", ["घर"]],
    ["zh", "北京，2008 Games", ["北", "京", "2008", "games"]],
  ] as const)("%s: %s", (language, answer, tokens) => {
    expect(answerScript({ script: `mlqa-${language}` }).tokens(answer)).toEqual(tokens);
  });

  test("Unicode's punctuation is none to SQuAD", () => {
    expect(squadScore("“blue”", ["blue"])).toEqual({ exact: false, f1: 0 });
    expect(squadScore("“blue”", ["blue"], answerScript({ script: "mlqa-en" }))).toEqual({ exact: true, f1: 1 });
  });
});

describe("a gold that normalises to nothing", () => {
  const golds = ["The", "the band"];
  test("counts in v1.1, by its exact match alone", () => {
    const v1 = answerScript({ script: "squad-v1.1" });
    expect(squadScore("a", golds, v1)).toEqual({ exact: true, f1: 0 });
    expect(squadScore("band", golds, v1)).toEqual({ exact: true, f1: 1 });
    expect(squadScore("", ["The"], v1)).toEqual({ exact: true, f1: 0 });
  });

  test("is left out in v2.0, and a suite that names no script is scored so", () => {
    expect(squadScore("a", golds)).toEqual({ exact: false, f1: 0 });
    expect(squadScore("", ["The"])).toEqual({ exact: true, f1: 1 });
    expect(answerScript({})).toBe(SQUAD_V2);
  });
});

test("other people's transcriptions of v1.1's script and of MLQA's come to the same", () => {
  expect(golden.cases.length).toBe(840);
  for (const [script, answer, golds, exact, f1] of golden.cases as [
    AnswerScriptName,
    string,
    string[],
    boolean,
    number,
  ][]) {
    const score = squadScore(answer, golds, answerScript({ script }));
    expect({ script, answer, golds, ...score }).toEqual({ script, answer, golds, exact, f1: expect.closeTo(f1, 6) });
  }
});
