/** What rows should not be trained or judged with: found, counted, and left out or kept where somebody says so. */
import { shortly } from "./cells.ts";
import type { OwnRow, OwnRows } from "./own-rows.ts";
import { labelsOf, targetKey, textKey, textsOf } from "./same-text.ts";

export const DROPPABLE = ["empty", "duplicates", "contradictions", "leaks", "unseen-labels", "misplaced"] as const;
export type ProblemName = (typeof DROPPABLE)[number];
/** What may also stay. */
export const KEEPABLE = ["duplicates", "contradictions", "leaks"] as const satisfies readonly ProblemName[];

export interface Policy {
  drop: ReadonlySet<ProblemName>;
  keep: ReadonlySet<ProblemName>;
}

export interface Problem {
  name: ProblemName;
  count: number;
  /** Counts, and the first of them. */
  sentence: string;
}

export type SplitRows = { train: OwnRows; dev?: OwnRows; test?: OwnRows };

export interface Sifted {
  splits: SplitRows;
  /** Neither dropped nor kept: they refuse the task. */
  problems: Problem[];
  /** Dropped and kept ones. */
  settled: { drop: Problem[]; keep: Problem[] };
}

/** Goes through the checks one after another, each on what the one before left. */
export function sift(splits: SplitRows, policy: Policy): Sifted {
  const sifted: Sifted = { splits, problems: [], settled: { drop: [], keep: [] } };
  for (const check of CHECKS) {
    for (const { doomed, from, ...problem } of check(sifted.splits)) {
      if (policy.keep.has(problem.name)) sifted.settled.keep.push(problem);
      else if (!policy.drop.has(problem.name)) sifted.problems.push(problem);
      else {
        sifted.settled.drop.push(problem);
        const { [from]: rows } = sifted.splits;
        sifted.splits = { ...sifted.splits, [from]: { ...rows!, rows: rows!.rows.filter((row) => !doomed.has(row)) } };
      }
    }
  }
  return sifted;
}

interface Finding extends Problem {
  /** Rows that go where it is dropped, of one split. */
  from: keyof SplitRows;
  doomed: ReadonlySet<OwnRow>;
}

type Check = (splits: SplitRows) => Iterable<Finding>;

const filesOf = (splits: SplitRows) => Object.entries(splits) as [keyof SplitRows, OwnRows][];
/** `1 row of a.csv has`, `2 rows of a.csv have`: what follows is the verb. */
const told = (
  count: number,
  what: "row" | "text",
  { brought: { file } }: OwnRows,
  [one, many]: readonly [string, string],
) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"} of ${file} ${count === 1 ? one : many}`;
const HAVE = ["has", "have"] as const;
const at = ({ brought }: OwnRows, line: number) => `${brought.counts} ${line}`;
const quoted = ({ row }: OwnRow) => shortly(textsOf(row).join(" / "));

function* flaws(splits: SplitRows): Generator<Finding> {
  for (const [from, file] of filesOf(splits)) {
    for (const name of ["empty", "misplaced"] as const) {
      const found = file.flawed.filter(({ flaw }) => flaw === name);
      const [first] = found;
      if (first === undefined) continue;
      const sentence =
        name === "empty"
          ? `${told(found.length, "row", file, ["lacks", "lack"])} a text or a label, the first in ${at(file, first.line)}: ${first.what} is empty`
          : `${told(found.length, "row", file, HAVE)} an answer that is not in the context at its place, the first in ${at(file, first.line)}: ${shortly(first.what)}`;
      yield { name, count: found.length, sentence, from, doomed: new Set() };
    }
  }
}

function* repeated(splits: SplitRows): Generator<Finding> {
  for (const [from, file] of filesOf(splits)) {
    const groups = [...Map.groupBy(file.rows, ({ row }) => textKey(row)).values()].filter(({ length }) => length > 1);
    const differing = groups.filter((rows) => new Set(rows.map(({ row }) => targetKey(row))).size > 1);
    if (differing.length > 0) {
      const [one, ...more] = differing[0]!;
      const other = more.find(({ row }) => targetKey(row) !== targetKey(one!.row))!;
      const rows = differing.flat();
      yield {
        name: "contradictions",
        count: rows.length,
        sentence: `${told(differing.length, "text", file, HAVE)} several answers in ${rows.length.toLocaleString("en")} rows, the first ${quoted(one!)} in ${file.brought.counts}s ${one!.line} and ${other.line}`,
        from,
        doomed: new Set(rows),
      };
    }
    const known = new Set(differing.flat());
    const again = groups.filter(([first]) => !known.has(first!)).flatMap(([, ...rest]) => rest);
    if (again.length === 0) continue;
    const first = file.rows.find(({ row }) => textKey(row) === textKey(again[0]!.row))!;
    yield {
      name: "duplicates",
      count: again.length,
      sentence: `${told(again.length, "row", file, ["repeats", "repeat"])} the text and the answer of another, the first ${quoted(first)} in ${file.brought.counts}s ${first.line} and ${again[0]!.line}`,
      from,
      doomed: new Set(again),
    };
  }
}

/** Rows of what is learnt from go, not of what is judged by. */
function* leaks({ train, dev, test }: SplitRows): Generator<Finding> {
  const pairs = [
    ["train", train, dev],
    ["train", train, test],
    ["dev", dev, test],
  ] as const;
  for (const [from, lower, upper] of pairs) {
    if (lower === undefined || upper === undefined) continue;
    const known = new Map(upper.rows.map((row) => [textKey(row.row), row]));
    const found = lower.rows.filter(({ row }) => known.has(textKey(row)));
    const [first] = found;
    if (first === undefined) continue;
    const other = found.filter(({ row }) => targetKey(known.get(textKey(row))!.row) !== targetKey(row)).length;
    yield {
      name: "leaks",
      count: found.length,
      sentence:
        `${told(found.length, "row", lower, HAVE)} the text of a row of ${upper.brought.file}, the first ${quoted(first)} in ${at(lower, first.line)} and in ${at(upper, known.get(textKey(first.row))!.line)} there` +
        (other > 0 ? `; ${other.toLocaleString("en")} of them with another answer` : ""),
      from,
      doomed: new Set(found),
    };
  }
}

function* unseenLabels(splits: SplitRows): Generator<Finding> {
  const known = new Set(splits.train.rows.flatMap(({ row }) => labelsOf(row)));
  for (const [from, file] of filesOf(splits)) {
    if (from === "train") continue;
    const found = file.rows.filter(({ row }) => labelsOf(row).some((label) => !known.has(label)));
    const [first] = found;
    if (first === undefined) continue;
    const labels = [...new Set(found.flatMap(({ row }) => labelsOf(row).filter((label) => !known.has(label))))];
    const named = labels.slice(0, 5).join(", ") + (labels.length > 5 ? `, and ${labels.length - 5} more` : "");
    yield {
      name: "unseen-labels",
      count: found.length,
      sentence: `${told(found.length, "row", file, HAVE)} a label that ${splits.train.brought.file} lacks (${named}), the first in ${at(file, first.line)}: ${quoted(first)}`,
      from,
      doomed: new Set(found),
    };
  }
}

const CHECKS: readonly Check[] = [flaws, repeated, leaks, unseenLabels];
