import { expect, test } from "vitest";
import { checklistItems } from "./checklist.ts";
import { squadItems } from "./squad-json.ts";

test("ids that SQuAD's JSON has as integers keep their digits", () => {
  const text = `{"data":[{"paragraphs":[{"context":"c","qas":[{"id":9007199254740993,"question":"q","answers":[]}]}]}]}`;
  expect([...squadItems(text)]).toMatchObject([{ value: { id: "9007199254740993" } }]);
});

test("and so do CheckList's", () => {
  const text = '{"id":9007199254740993,"test":"t","type":"MFT","capability":"c","item":"a","label":0}';
  expect([...checklistItems(text, "sentiment")]).toMatchObject([{ value: { id: "9007199254740993" } }]);
});
