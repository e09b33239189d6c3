import { describe, expect, test } from "vitest";
import { readItems } from "../read-suite.ts";
import { checklistItems } from "./checklist.ts";
import { conllItems } from "./conll.ts";
import { type GlueTask, glueItems } from "./glue-tsv.ts";
import type { SourceItem } from "./source-item.ts";
import { squadItems } from "./squad-json.ts";

const values = (items: Iterable<SourceItem>) =>
  [...items].map((item) => ("value" in item ? item.value : `${item.line}: ${item.problem}`));

describe("CoNLL", () => {
  test("sentences end with a blank line or the file; -DOCSTART-, a byte order mark and carriage returns are nothing", () => {
    const text = "\uFEFF-DOCSTART-\tO\r\n\r\nAda\tB-PER\r\nLovelace\tI-PER\r\n\r\n\r\nhello\tO\r\n\uFEFF\r\n";
    expect([...conllItems(text)]).toEqual([
      { line: 3, value: { tokens: ["Ada", "Lovelace"], tags: ["B-PER", "I-PER"] } },
      { line: 7, value: { tokens: ["hello"], tags: ["O"] } },
    ]);
  });

  test("the tag is the last column; without a tab, blanks part the columns", () => {
    expect(values(conllItems("Ada NNP I-NP B-PER\n"))).toEqual([{ tokens: ["Ada"], tags: ["B-PER"] }]);
    expect(values(conllItems("a b\tx\tO\n"))).toEqual([{ tokens: ["a b"], tags: ["O"] }]);
  });

  test("a token without a tag is named with its line, once a sentence", () => {
    expect([...conllItems("fine\tO\n\nAda\tB-PER\nLovelace\nKing\n")]).toMatchObject([
      { value: {} },
      { line: 3, problem: "line 4: expected a token, a tab and a tag" },
    ]);
  });
});

describe("SQuAD", () => {
  const paragraph = {
    context: "Ada met Bob.",
    qas: [{ id: "1", question: "Who?", answers: [], is_impossible: true, more: 1 }],
  };

  test("one row a question", () => {
    const text = `\uFEFF${JSON.stringify({ version: "v2.0", data: [{ title: "t", paragraphs: [paragraph] }] })}`;
    expect([...squadItems(text)]).toEqual([
      { line: 1, value: { id: "1", question: "Who?", context: "Ada met Bob.", answers: [], is_impossible: true } },
    ]);
  });

  test.each([
    ["{", "not valid JSON"],
    ['{"rows":[]}', "not SQuAD's JSON: data is no list of articles"],
  ])("refuses %s", (text, message) => {
    expect(values(squadItems(text))).toEqual([`1: ${message}`]);
  });
});

describe("CheckList", () => {
  const text = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("");
  const common = { id: "1", test: "t", type: "MFT", capability: "Vocabulary" };

  test("sentiment: a text, or a list of them; labels by index; null is not negative", () => {
    const items = checklistItems(
      text(
        { ...common, item: "good", label: 2 },
        { ...common, item: "not bad", label: null },
        { ...common, test: "Q & A: no", item: "Is it bad? No", label: 1 },
        { ...common, type: "INV", item: ["a", "b"], label: null },
        { ...common, type: "DIR", test: "reducers", item: ["great", "rather great"], label: null },
      ),
      "sentiment",
    );
    expect(values(items)).toEqual([
      { ...common, texts: ["good"], expect: "positive" },
      { ...common, texts: ["not bad"], expect: null },
      { ...common, test: "Q & A: no", texts: ["Is it bad? No"], expect: null },
      { ...common, type: "INV", texts: ["a", "b"], expect: null },
      {
        ...common,
        type: "DIR",
        test: "reducers",
        texts: ["great", "rather great"],
        expect: { label: null, change: "not_more" },
      },
    ]);
  });

  test("qqp: a pair, or a list of them; tests that can't be said are left out, unknown ones named", () => {
    const items = checklistItems(
      text(
        { ...common, item: ["a?", "b?"], label: 0 },
        { ...common, item: [["a?", "a?"]], label: 1 },
        { ...common, type: "DIR", test: "Testing implications", item: [["a", "b"]], label: null },
        { ...common, type: "DIR", test: "unheard of", item: [["a", "b"]], label: null },
      ),
      "qqp",
    );
    expect(values(items)).toEqual([
      { ...common, texts: [["a?", "b?"]], expect: "not_duplicate" },
      { ...common, texts: [["a?", "a?"]], expect: "duplicate" },
      '4: test: what the directional test "unheard of" expects is not known',
    ]);
  });

  test("qqp: what is asked of originals, of every pair, and by a test's name against its labels", () => {
    const [pair, other] = [
      ["a?", "b?"],
      ["a?", "c?"],
    ];
    const dir = (test: string) => ({ ...common, type: "DIR", test, item: [pair, other], label: null });
    const items = checklistItems(
      text(
        dir("(q, paraphrase(q))"),
        dir("Change numbers in one of the questions"),
        dir("Keep entitites, fill in with gibberish"),
        { ...common, test: "Order does matter for asymmetric relations", item: pair, label: 1 },
        { ...common, test: "Order does not matter for symmetric relations", item: pair, label: 1 },
      ),
      "qqp",
    );
    expect(values(items).map((value) => (value as { expect: unknown }).expect)).toEqual([
      "duplicate",
      { label: "not_duplicate", change: "becomes", from: "duplicate" },
      { label: "not_duplicate", change: "becomes" },
      "not_duplicate",
      "duplicate",
    ]);
  });

  test("a label that the release does not have is refused by the reader", () => {
    const items = checklistItems(text({ ...common, item: "good", label: 5 }), "sentiment");
    expect(readItems("behavioural", items, { labels: ["negative", "positive"] })).toMatchObject({
      errors: [{ line: 1, message: "expect: 5 is no index of negative, positive" }],
    });
  });
});

describe("GLUE", () => {
  const pair = { text_a: "It rains.", text_b: "It is wet." };

  test.each<[GlueTask, string, unknown]>([
    ["sst2", 'sentence\tlabel\nit \'s "warm" \t1\n', { text_a: 'it \'s "warm"', label: 1 }],
    ["cola", "gj04\t0\t*\tRains it.\n", { text_a: "Rains it.", label: 0 }],
    [
      "mrpc",
      "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\r\n1\t7\t8\tIt rains.\tIt is wet.\r\n",
      { ...pair, label: 1 },
    ],
    [
      "rte",
      "index\tsentence1\tsentence2\tlabel\n0\tIt rains.\tIt is wet.\tentailment\n",
      { ...pair, label: "entailment" },
    ],
    ["wnli", "index\tsentence1\tsentence2\tlabel\n0\tIt rains.\tIt is wet.\t1\n", { ...pair, label: 1 }],
    [
      "stsb",
      "index\tgenre\tfilename\tyear\told_index\tsource1\tsource2\tsentence1\tsentence2\tscore\n0\tmain\tf\t2012\t1\tn\tn\tIt rains.\tIt is wet.\t3.800\n",
      { ...pair, label: 3.8 },
    ],
    [
      "qnli",
      "index\tquestion\tsentence\tlabel\n0\tIt rains.\tIt is wet.\tnot_entailment\n",
      { ...pair, label: "not_entailment" },
    ],
    [
      "mnli",
      "index\tpromptID\tpairID\tgenre\tsentence1_binary_parse\tsentence2_binary_parse\tsentence1_parse\tsentence2_parse\tsentence1\tsentence2\tlabel1\tlabel2\tgold_label\n0\t1\t1n\tfiction\t(\t(\t(\t(\tIt rains.\tIt is wet.\tentailment\tneutral\tneutral\n",
      { ...pair, label: "neutral" },
    ],
    [
      "qqp",
      "id\tqid1\tqid2\tquestion1\tquestion2\tis_duplicate\n51\t1\t2\tIt rains.\tIt is wet.\t0\nbroken\n",
      { id: "qqp-51", ...pair, label: 0 },
    ],
  ])("%s as its archive has it", (task, tsv, row) => {
    expect(values(glueItems(tsv, task))).toEqual([row]);
  });

  test.each<[string, GlueTask, string]>([
    ["index\tsentence\n0\tflat\n", "sst2", "1: there is no column label"], // GLUE's test files have no labels
    ["", "rte", "1: there is no column sentence1"],
  ])("a file with other titles is refused: %j", (tsv, task, message) => {
    expect(values(glueItems(tsv, task))).toEqual([message]);
  });

  test.each([
    ["sentence\tlabel\nfine \t1\nno label\n", "3: expected 2 columns with a text and a label's index"],
    ["sentence\tlabel\nfine \tgood\n", "2: expected 2 columns with a text and a label's index"],
    ["sentence\tlabel\n \t1\n", "2: expected 2 columns with a text and a label's index"],
    ["sentence\tlabel\nfine \t1\n\nflat \t0\n", "3: expected 2 columns with a text and a label's index"],
  ])("a line that is not like that is named: %j", (tsv, message) => {
    expect(values(glueItems(tsv, "sst2"))).toContain(message);
  });
});
