import { expect, test } from "vitest";
import type { OwnRow } from "./own-rows.ts";
import { textKey } from "./same-text.ts";
import { devShare, splitByHash } from "./split-by-hash.ts";

const rows = (count: number, label: (i: number) => string, text = (i: number) => `text ${i}`): OwnRow[] =>
  Array.from({ length: count }, (_, i) => ({ line: i, row: { id: `r${i}`, text_a: text(i), label: label(i) } }));
const parity = (i: number) => `l${i % 2}`;
const keys = (list: readonly OwnRow[]) => new Set(list.map(({ row }) => textKey(row)));

test("a tenth, a hundred of few, two thousand of many", () => {
  expect([100, 400, 600, 1_000, 5_000, 20_000, 100_000].map((count) => Math.round(count * devShare(count)))).toEqual([
    20, 80, 100, 100, 500, 2_000, 2_000,
  ]);
});

test("every row is on one side, and about the share of them is dev", () => {
  const all = rows(2_000, parity);
  const { train, dev, share } = splitByHash(all);
  expect(share).toBe(0.1);
  expect([...train, ...dev].sort((a, b) => a.line - b.line)).toEqual(all);
  expect(Math.abs(dev.length - 200)).toBeLessThan(3 * Math.sqrt(2_000 * 0.1 * 0.9)); // three standard errors
});

test("the same text is on one side, in whatever case", () => {
  const { train, dev } = splitByHash(rows(900, parity, (i) => (i % 3 === 0 ? `TEXT  ${i}` : `text ${i - (i % 3)}`)));
  expect([...keys(train)].filter((key) => keys(dev).has(key))).toEqual([]);
  expect(keys(dev).size).toBeGreaterThan(10);
});

test("rows that are added move no other, as long as the share stays", () => {
  const before = keys(splitByHash(rows(500, parity), 0.15).dev);
  const after = keys(splitByHash(rows(700, parity), 0.15).dev);
  expect([...before].filter((key) => !after.has(key))).toEqual([]);
});

test("questions on one context stay together", () => {
  const questions = Array.from({ length: 400 }, (_, i): OwnRow => {
    const context = `context ${Math.floor(i / 4)}`;
    return { line: i, row: { id: `q${i}`, question: `what ${i}?`, context, answers: [], is_impossible: true } };
  });
  const contexts = (list: readonly OwnRow[]) => new Set(list.map(({ row }) => "context" in row && row.context));
  const { train, dev } = splitByHash(questions, 0.2);
  expect([...contexts(dev)].filter((context) => contexts(train).has(context))).toEqual([]);
});

test("no label is missing from train: its texts come back", () => {
  const all = rows(300, (i) => `label ${i}`); // each once
  const { train, dev, keptForLabels } = splitByHash(all, 0.3);
  expect([train.length, dev.length]).toEqual([300, 0]);
  expect(keptForLabels).toBeGreaterThan(50);
});
