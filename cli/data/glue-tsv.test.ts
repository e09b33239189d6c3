import { expect, test } from "vitest";
import { glueTsvToJsonl } from "./glue-tsv.ts";

test("rows are numbered from 0, labels stay indices, and the blank at a sentence's end goes", () => {
  const { jsonl, rows } = glueTsvToJsonl('sentence\tlabel\na "quoted" thing , isn\'t it \t1\nflat \t0\n', "sst2-dev");
  expect(rows).toBe(2);
  expect(jsonl).toBe(
    '{"id":"sst2-dev-0","text_a":"a \\"quoted\\" thing , isn\'t it","label":1}\n' +
      '{"id":"sst2-dev-1","text_a":"flat","label":0}\n',
  );
});

test.each([
  ["index\tsentence\n0\tflat\n", "line 1"], // GLUE's test files have no labels
  ["sentence\tlabel\nfine \t1\nno label\n", "line 3"],
  ["sentence\tlabel\nfine \tgood\n", "line 2"],
  ["sentence\tlabel\n \t1\n", "line 2"],
  ["sentence\tlabel\nfine \t1\n\nflat \t0\n", "line 3"],
])("a file that is not like that is refused with the line: %j", (tsv, line) => {
  expect(() => glueTsvToJsonl(tsv, "x")).toThrow(line);
});
