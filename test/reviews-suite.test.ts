/** The bundled suite `retort/reviews`: well-formed, balanced, and without surface cues that give the label away. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sha256 } from "../r2-assets/format/digest.ts";
import { ClassificationRow, canonicalRows } from "../r2-assets/format/rows.ts";
import { SuiteInfo } from "../r2-assets/format/suite.ts";

const read = (file: string) =>
  readFileSync(new URL(`../r2-assets/suites/retort/reviews/${file}`, import.meta.url), "utf8");

const ndjson = read("rows.ndjson");
const info = SuiteInfo.parse(JSON.parse(read("suite.json")));
const rows = ndjson
  .trimEnd()
  .split("\n")
  .map((line) => ClassificationRow.parse(JSON.parse(line)));
const phenomena = new Map<string, string[]>(Object.entries(JSON.parse(read("phenomena.json"))));

const labelled = (label: string) => rows.filter((row) => row.label === label);
const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const lengths = (label: string) =>
  labelled(label)
    .map((row) => row.text_a.split(" ").length)
    .sort((a, b) => a - b);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("rows", () => {
  test("lie in canonical bytes, whose sha256 suite.json names", async () => {
    expect(ndjson).toBe(canonicalRows("classification", rows));
    expect(info.sha256).toBe(await sha256(ndjson));
  });

  test("are as many as suite.json says, at least 200, numbered from zero", () => {
    expect(rows.length).toBe(info.rows);
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(rows.map((row) => row.id)).toEqual(rows.map((_, i) => `reviews-${String(i).padStart(3, "0")}`));
  });

  test("are balanced over exactly the labels of suite.json", () => {
    expect(info.labels).toEqual(["negative", "positive"]);
    expect(info.labels!.map((label) => labelled(label).length)).toEqual([rows.length / 2, rows.length / 2]);
  });

  test("are single texts, tidy, and all different once case and punctuation are gone", () => {
    for (const { text_a, text_b } of rows) {
      expect(text_b).toBeUndefined();
      expect(text_a).toBe(text_a.normalize("NFC").trim().replace(/\s+/g, " "));
    }
    expect(new Set(rows.map((row) => words(row.text_a).join(" "))).size).toBe(rows.length);
  });
});

test("no two rows are cut from one template: none share five words in a row", () => {
  const seen = new Map<string, string>();
  for (const { id, text_a } of rows) {
    const sequence = words(text_a);
    for (let i = 0; i + 5 <= sequence.length; i++) {
      const five = sequence.slice(i, i + 5).join(" ");
      expect(seen.get(five) ?? id, five).toBe(id);
      seen.set(five, id);
    }
  }
});

describe("phenomena", () => {
  const counts = new Map<string, { negative: number; positive: number }>();
  for (const row of rows)
    for (const tag of phenomena.get(row.id) ?? []) {
      const count = counts.get(tag) ?? { negative: 0, positive: 0 };
      count[row.label as keyof typeof count]++;
      counts.set(tag, count);
    }

  test("every row is tagged, once a tag, and nothing else is", () => {
    expect([...phenomena.keys()]).toEqual(rows.map((row) => row.id));
    for (const tags of phenomena.values()) {
      expect(tags.length).toBeGreaterThan(0);
      expect(new Set(tags).size).toBe(tags.length);
      if (tags.includes("plain")) expect(tags).toEqual(["plain"]);
    }
  });

  test("every tag lies on both labels, neither with more than 60 % of it", () => {
    for (const [tag, { negative, positive }] of counts) {
      expect(Math.min(negative, positive), tag).toBeGreaterThanOrEqual(5);
      expect(Math.max(negative, positive) / (negative + positive), tag).toBeLessThanOrEqual(0.6);
    }
  });

  test("the README's table tells the counts", () => {
    const table = [...read("README.md").matchAll(/^\| `([a-z-]+)` \| (\d+) \| (\d+) \|/gm)];
    const told = table.map(([, tag, negative, positive]) => [tag, { negative: +negative!, positive: +positive! }]);
    expect(new Map(told as [string, object][])).toEqual(counts);
  });
});

describe("surface cues", () => {
  test("lengths are spread, alike on both labels", () => {
    for (const label of info.labels!) {
      const sorted = lengths(label);
      expect(sorted[0]).toBeLessThanOrEqual(4);
      expect(sorted.at(-1)).toBeGreaterThanOrEqual(50);
      expect(sorted.filter((length) => length > 20).length).toBeGreaterThanOrEqual(15);
    }
    expect(Math.abs(mean(lengths("negative")) - mean(lengths("positive")))).toBeLessThan(1.5);
  });

  test("an id says nothing of its label", () => {
    const half = rows.slice(0, rows.length / 2).filter((row) => row.label === "positive").length;
    expect(Math.abs(half - rows.length / 4)).toBeLessThanOrEqual(10); // 10 rows: 2.6 standard deviations of a shuffle
  });

  test("single words do not give the label away: naive Bayes, left-one-out, is near chance", () => {
    const bags = rows.map((row) => ({ label: row.label, bag: new Set(words(row.text_a)) }));
    const rowsWith = { negative: new Map<string, number>(), positive: new Map<string, number>() };
    for (const { label, bag } of bags) {
      const count = rowsWith[label as keyof typeof rowsWith];
      for (const word of bag) count.set(word, (count.get(word) ?? 0) + 1);
    }
    const right = bags.filter(({ label, bag }) => {
      /** log P(words | as), this row itself taken out of its class; add-one smoothing. */
      const logLikelihood = (as: keyof typeof rowsWith) => {
        const own = label === as ? 1 : 0;
        const n = rows.length / 2 - own;
        return [...bag].reduce((sum, word) => sum + Math.log(((rowsWith[as].get(word) ?? 0) - own + 1) / (n + 2)), 0);
      };
      const guess = logLikelihood("positive") > logLikelihood("negative") ? "positive" : "negative";
      return guess === label;
    });
    expect(right.length / rows.length).toBeLessThan(0.55); // a word on half of one label alone would bring 0.59
  });
});
