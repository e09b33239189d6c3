/**
 * How far dev's rows of a task of pairs are its training rows with the other label, as WNLI's were made to be: how many share their first or second text with a
 * training row, and whether the training row that has most words in common (the weighted Jaccard index of both texts' words, lower case) has the same label.
 *
 *     node bench/choosing/adversarial.ts DATA [task: wnli]
 */
import { SUITES } from "../../eval/suites/index.ts";
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import { readRows } from "../../trainer/tasks/read-rows.ts";

const [data, task = "wnli"] = process.argv.slice(2);
if (data === undefined) throw new Error("give the data folder: node bench/choosing/adversarial.ts DATA [task]");
const suite = SUITES[`glue/${task}`];
if (suite === undefined) throw new Error(`there is no suite glue/${task}`);

type Words = Map<string, number>;
const wordsOf = ({ text_a, text_b }: ClassificationRow): Words => {
  const words: Words = new Map();
  for (const word of `${text_a} ${text_b}`.toLowerCase().split(/\s+/)) words.set(word, (words.get(word) ?? 0) + 1);
  return words;
};
const alike = (a: Words, b: Words): number => {
  let [shared, all] = [0, 0];
  for (const word of new Set([...a.keys(), ...b.keys()])) {
    const [x, y] = [a.get(word) ?? 0, b.get(word) ?? 0];
    shared += Math.min(x, y);
    all += Math.max(x, y);
  }
  return shared / all;
};

const train = (await readRows<"classification">(data, { ...suite, file: `glue/${task}/train.jsonl.gz` })).rows;
const dev = (await readRows<"classification">(data, suite)).rows;
const words = train.map(wordsOf);
const nearest = dev.map((row) => {
  const own = wordsOf(row);
  const scores = words.map((each) => alike(own, each));
  return train[scores.indexOf(Math.max(...scores))]!;
});
const counts = Map.groupBy(dev, ({ label }) => label);
const majority = Math.max(...[...counts.values()].map(({ length }) => length));
const sharing = (field: "text_a" | "text_b") => {
  const known = new Set(train.map((row) => row[field]));
  return dev.filter((row) => known.has(row[field]!)).length;
};
console.log(
  `${task}: of ${dev.length} dev rows ${sharing("text_a")} share their first text with one of ${train.length} training rows, ${sharing("text_b")} their second`,
);
console.log(`always answering dev's majority: ${majority} of ${dev.length}, ${(majority / dev.length).toFixed(4)}`);
const right = dev.filter(({ label }, i) => nearest[i]!.label === label).length;
console.log(
  `the label of the most similar training row: ${right} of ${dev.length}, ${(right / dev.length).toFixed(4)}`,
);
