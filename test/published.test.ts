/** Published small models beside ours: sizes, means with their bounds, and what stands in table and picture. */
import { expect, test } from "vitest";
import { type Family, meanOf, parametersOf, readPublished } from "../bench/results/published.ts";
import { publishedPart, publishedPicture } from "../bench/results/published-part.ts";
import type { RecordedRun } from "../bench/results/read-runs.ts";

const published = await readPublished();
const run = (value: number) =>
  ({
    primary: "accuracy",
    metrics: { accuracy: { value, ci95: [value - 0.02, value + 0.01] } },
  }) as unknown as RecordedRun;
const family: Family = {
  name: "kronecker-19x",
  method: "kronecker",
  runs: new Map(
    [
      ["sst2", 0.9],
      ["mnli", 0.6],
      ["qnli", 0.8],
      ["rte", 0.5],
      ["cola", 0.25],
    ].map(([task, of]) => [task as string, run(of as number)]),
  ),
  bytes: new Map([
    ["sst2", 1_400_000],
    ["mnli", 2_800_000],
    ["qnli", 1_400_000],
    ["rte", 1_400_000],
    ["cola", 1_400_000],
  ]),
};

test("parameters of BERT's shapes are those of its checkpoints, without a head", () => {
  const base = { layers: 12, width: 768, ffn: 3072, vocabulary: 30522 };
  expect(parametersOf(base)).toBe(109_482_240); // bert-base-uncased
  expect(parametersOf({ layers: 2, width: 128, ffn: 512, vocabulary: 30522 })).toBe(4_385_920); // "4.4 M"
  expect(parametersOf({ millions: 14.5 })).toBe(14_500_000);
});

test("a mean of one is that one; of four alike its bounds are half as far", () => {
  const one = { value: 0.7, ci95: [0.6, 0.75] as [number, number] };
  expect(meanOf([one]).ci95.map((x) => x.toFixed(9))).toEqual(["0.600000000", "0.750000000"]);
  const { value, ci95 } = meanOf([one, one, one, one]);
  expect([value, ...ci95].map((x) => x.toFixed(9))).toEqual(["0.700000000", "0.650000000", "0.725000000"]);
});

test("every published model has a source, and says which rows", () => {
  const [title, , table, , sources] = publishedPart(published, []);
  expect(title).toBe("## Beside published small models");
  for (const { name, rows } of published.models) {
    expect(table).toMatch(new RegExp(`\\| ${name} \\| ${rows} \\|`));
    expect(sources).toContain(name);
  }
  const nowhere = { ...published, sources: {} };
  expect(() => publishedPart(nowhere, [])).toThrow(/names \w+, which is no source/);
});

test("ours stand among them by size, with what is recorded and dashes for the rest", () => {
  const lines = publishedPart(published, [family])[2]!.split("\n");
  expect(lines[2]).toBe("| `*-kronecker-19x` | dev | 1.4 to 2.8 | 90.0 | 60.0 | 80.0 | 50.0 | – | 25.0 | – | 70.0 |");
  expect(lines[3]).toContain("| BERT-tiny | test | 17.5 | 83.2 |");
  expect(lines).toHaveLength(2 + 1 + published.models.length);
});

test("rings for what others published, a dot for ours", () => {
  const svg = publishedPicture(published, [family]);
  expect(svg.match(/<circle[^>]*fill="#fff"/g)).toHaveLength(published.models.length);
  expect(svg.match(/<circle/g)).toHaveLength(published.models.length + 1);
  for (const name of ["kronecker-19x", "TinyBERT-4"]) expect(svg).toContain(`>${name}<`);
});
