import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addNoAnswerProbabilities, readSubmission, type SubmissionSuite } from "./read-submission.ts";

const SENTIMENT: SubmissionSuite = { task: "text-classification", labels: ["negative", "positive"] };
const QA: SubmissionSuite = { task: "question-answering" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-submission-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array, suite = SENTIMENT) {
  await writeFile(join(folder, name), content);
  return (await readSubmission(join(folder, name), suite)).items;
}

test("NDJSON is an item a line, whatever is in it; blank lines, CRLF and a byte order mark don't matter", async () => {
  const items = await read("p.ndjson", '\ufeff{"id":"a","label":1}\r\n\n{"id":"b","extra":[]}\n');
  expect(items).toEqual([
    { id: "a", label: 1 },
    { id: "b", extra: [] },
  ]);
});

test("JSON is an array, an object with one, or SQuAD's answers by id", async () => {
  expect(await read("p.json", '[{"id":"a","label":"positive"}]')).toEqual([{ id: "a", label: "positive" }]);
  expect(await read("q.json", '{"predictions":[{"id":"a"}]}')).toEqual([{ id: "a" }]);
  expect(await read("s.json", '{"56be":"Denver","5a8d":""}', QA)).toEqual([
    { id: "56be", answer: "Denver" },
    { id: "5a8d", answer: "" },
  ]);
  await expect(read("o.json", '{"a":"positive"}')).rejects.toThrow("o.json: expected an array of predictions");
});

test("SQuAD's no-answer probabilities are added to the answers", async () => {
  await writeFile(join(folder, "na.json"), '{"a":0.25,"b":1}');
  const items = [
    { id: "a", answer: "x" },
    { id: "b", answer: "" },
  ];
  expect(await addNoAnswerProbabilities(items, join(folder, "na.json"))).toEqual([
    { id: "a", answer: "x", no_answer_probability: 0.25 },
    { id: "b", answer: "", no_answer_probability: 1 },
  ]);
  const more = addNoAnswerProbabilities([{ id: "toString", answer: "" }], join(folder, "na.json"));
  await expect(more).rejects.toThrow('na.json: "toString" has no probability');
});

test.each<[string, SubmissionSuite, string, object[]]>([
  [
    "labels by name or index",
    SENTIMENT,
    "id,label\nr1,positive\nr2,0\nr3,\n",
    [{ id: "r1", label: "positive" }, { id: "r2", label: 0 }, { id: "r3" }],
  ],
  ["labels spelt like an index", { ...SENTIMENT, labels: ["1", "0"] }, "id,label\na,0\n", [{ id: "a", label: "0" }]],
  [
    "the table of a run's predictions",
    SENTIMENT,
    "id,prediction,gold,correct,score:negative,score:positive,error\r\na,positive,negative,false,0.25,0.75,\r\n",
    [{ id: "a", label: "positive", scores: { negative: 0.25, positive: 0.75 } }],
  ],
  [
    "intents with slots",
    { task: "text-classification", labels: ["x", "y"] },
    'id,label,tags\n"a","x","O B-city I-city"\n',
    [{ id: "a", label: "x", tags: ["O", "B-city", "I-city"] }],
  ],
  [
    "numbers; what is none stays for the server to refuse",
    { task: "text-regression" },
    "id,score\na,4.25\nb,high\n",
    [
      { id: "a", score: 4.25 },
      { id: "b", score: "high" },
    ],
  ],
  ["tags", { task: "token-classification" }, "id,tags\na,B-PER  O\n", [{ id: "a", tags: ["B-PER", "O"] }]],
  [
    "answers, the empty one too",
    QA,
    'id,answer,no_answer_probability\na,"1,000 ""people""",0.5\nb,,\n',
    [
      { id: "a", answer: '1,000 "people"', no_answer_probability: 0.5 },
      { id: "b", answer: "" },
    ],
  ],
  [
    "a label a text",
    { ...SENTIMENT, behavioural: true },
    'id,labels,scores\na,positive 0,\nb,"[""positive""]","[{""negative"":0.5,""positive"":0.5}]"\n',
    [
      { id: "a", labels: ["positive", 0] },
      { id: "b", labels: ["positive"], scores: [{ negative: 0.5, positive: 0.5 }] },
    ],
  ],
])("CSV has %s", async (_, suite, text, items) => {
  expect(await read("p.csv", text, suite)).toEqual(items);
});

test.each([
  ["p.ndjson", '{"id":"a"}\n{"id":', "p.ndjson, line 2 is not JSON"],
  ["p.json", "id,label", "p.json is not JSON"],
  ["p.csv", "name,label\na,0", "p.csv: no column is called id"],
  ["p.csv", 'id,label\na,"0', "p.csv: line 2: a quote is open at the end of the file"],
  ["p.ndjson", Uint8Array.of(0xff, 0xfe, 0x00), "p.ndjson is UTF-16LE, not UTF-8"],
  ["p.csv", "id,answer\na,London, England\n", "p.csv: line 2: 3 fields under 2 titles"],
])("%s with %j ends with one clear line", async (name, content, message) => {
  await expect(read(name, content)).rejects.toThrow(message);
});

test("a file that isn't there", async () => {
  await expect(readSubmission(join(folder, "none.csv"), QA)).rejects.toThrow("none.csv cannot be read (ENOENT)");
});
