/** Whatever suite can be registered: its own tags, as its file has them, get every point. */
import { expect, test } from "vitest";
import type { ClassificationRow, TaggingRow } from "../../r2-assets/format/rows.ts";
import { KINDS } from "../kinds/index.ts";
import { readNdjson } from "../readers/read-suite.ts";
import { createRandom } from "../statistics/random.ts";
import { plainValue } from "../statistics/statistic.ts";

type Random = () => number;
const PREFIXES = {
  IO: "I",
  IOB1: "BI",
  IOB2: "BI",
  BIOES: "BIES",
  BILOU: "BILU",
};
type Scheme = keyof typeof PREFIXES;
const SCHEMES = Object.keys(PREFIXES) as Scheme[];
const TYPES = ["A", "B", "creative-work"];

/** Spans of one to three tokens, often side by side, as the scheme writes them. */
function written(scheme: Scheme, random: Random): string[] {
  const tags: string[] = [];
  let before: string | null = null;
  const length = 1 + Math.floor(random() * 8);
  while (tags.length < length) {
    if (random() < 0.35) {
      tags.push("O");
      before = null;
      continue;
    }
    const type = TYPES[Math.floor(random() * TYPES.length)]!;
    const tokens = 1 + Math.floor(random() * 3);
    for (let i = 0; i < tokens; i++) tags.push(`${prefixOf(scheme, i, tokens, before === type)}-${type}`);
    before = type;
  }
  return tags;
}

function prefixOf(scheme: Scheme, i: number, tokens: number, beside: boolean): string {
  if (scheme === "IO") return "I";
  if (scheme === "IOB1") return i === 0 && beside ? "B" : "I";
  if (scheme === "IOB2") return i === 0 ? "B" : "I";
  const [end, single] = scheme === "BIOES" ? ["E", "S"] : ["L", "U"];
  if (tokens === 1) return single;
  return i === 0 ? "B" : i === tokens - 1 ? end : "I";
}

/** Any of the scheme's tags anywhere. */
const loose = (scheme: Scheme, random: Random): string[] =>
  Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
    random() < 0.3
      ? "O"
      : `${PREFIXES[scheme][Math.floor(random() * PREFIXES[scheme].length)]}-${TYPES[Math.floor(random() * TYPES.length)]}`,
  );

const sets = SCHEMES.flatMap((scheme) =>
  [1, 2, 3, 4].flatMap((seed) =>
    ([written, loose] as const).map((make) => {
      const random = createRandom(seed);
      return { scheme, how: make.name, sentences: Array.from({ length: 12 }, () => make(scheme, () => random.unit())) };
    }),
  ),
);

const ndjson = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

test.each(sets)("tags: $scheme, $how", ({ scheme, how, sentences }) => {
  const rows = sentences.map((tags, i) => ({ id: `${i}`, tokens: tags.map((_, k) => `w${k}`), tags }));
  const read = readNdjson("tagging", ndjson(rows));
  if (read.kind === "refused") throw new Error(read.errors[0]!.message);
  if (how === "written") expect(read).toMatchObject({ tag_scheme: scheme });
  if (how === "written") expect(read.repaired_spans).toBeUndefined();
  const { submitted, judge, tally: newTally } = KINDS.tagging;
  const suite = { id: "own/tags", ...(read.labels && { labels: read.labels }) };
  const tally = newTally(suite);
  for (const [i, row] of (read.rows as TaggingRow[]).entries()) {
    const answer = submitted({ id: row.id, tags: sentences[i] }, row, suite);
    if (typeof answer === "string") throw new Error(answer);
    tally.add(judge(row, answer, suite));
  }
  for (const metric of ["span_f1", "slot_f1", "accuracy"] as const)
    expect(plainValue(tally.statistic(metric)!)).toBe(1);
});

test.each(sets)("slots: $scheme, $how", ({ scheme, how, sentences }) => {
  const rows = sentences.map((slots, i) => ({
    id: `${i}`,
    text_a: slots.map((_, k) => `w${k}`).join(" "),
    label: i % 2 === 0 ? "ask" : "tell",
    slots,
  }));
  const read = readNdjson("classification", ndjson(rows));
  if (read.kind === "refused") throw new Error(read.errors[0]!.message);
  if (how === "written") expect(read).toMatchObject({ tag_scheme: scheme });
  const { submitted, judge, tally: newTally } = KINDS.classification;
  const suite = { id: "own/slots", ...(read.labels && { labels: read.labels }) };
  const tally = newTally(suite);
  for (const [i, row] of (read.rows as ClassificationRow[]).entries()) {
    const answer = submitted({ id: row.id, label: row.label, tags: sentences[i] }, row, suite);
    if (typeof answer === "string") throw new Error(answer);
    tally.add(judge(row, answer, suite));
  }
  for (const metric of ["slot_f1", "frame_accuracy"] as const) expect(plainValue(tally.statistic(metric)!)).toBe(1);
});
