import { parseWithExactIds } from "../../r2-assets/format/exact-json.ts";
import { Group, NOT_AN_ID, type RowKind, type RowOf } from "../../r2-assets/format/rows.ts";
import type { TagsRead } from "../../r2-assets/format/suite.ts";
import { KINDS } from "../kinds/index.ts";
import { ClusterBook, type RowClusters } from "../lines/cluster-book.ts";
import type { LineReader, RowsOptions } from "../lines/line-reader.ts";

/** What is wrong with one line. `malformed` is not JSON at all; `invalid` is JSON that is no row. Lines count from 1; 0 is the whole. */
export interface RowError {
  line: number;
  kind: "malformed" | "invalid";
  message: string;
}

/** `line 2: not valid JSON`; what is wrong with the whole stands alone. */
export const rowComplaint = ({ line, message }: RowError): string =>
  line === 0 ? message : `line ${line}: ${message}`;

/**
 * `labels`: those of the suite in index order, or its tags, sorted; absent where the task has none. Beside them how tags or
 * slots were written, where there are any, and which rows belong together, where some do.
 */
export type RowsOutcome =
  | ({ kind: "rows"; rows: number; labels?: string[]; clusters?: RowClusters } & TagsRead)
  | RowsRefused;
export interface RowsRefused {
  kind: "refused";
  errors: RowError[];
}

/**
 * Reads the lines of a suite one by one, so that a large upload need not lie in memory twice.
 *
 *     const reader = createRowReader("classification", { labels });
 *     for (const line of lines) { const row = reader.push(line); … }
 *     const outcome = reader.finish();
 */
export interface RowReader<K extends RowKind> {
  /** The row of a line; undefined for a blank line and for one that `finish` will complain about. */
  push(line: string): RowOf[K] | undefined;
  /** The same for what another format than NDJSON has at this line. */
  add(value: unknown, line: number): RowOf[K] | undefined;
  /** Notes that there is no row in this line, and why. */
  refuse(line: number, message: string): void;
  /** Of the row that was read last: the value that it shares with the rows of its cluster, where it has one. */
  group(): string | undefined;
  finish(): RowsOutcome;
}

/** Enough to see what is wrong; a wrong file has the same error on every line. */
const LISTED = 20;

export function createRowReader<K extends RowKind>(kind: K, options: RowsOptions = {}): RowReader<K> {
  const lines: LineReader<K> = KINDS[kind].lines(options);
  const book = new ClusterBook(options);
  const ids = new Set<string>();
  const errors: RowError[] = [];
  /** Of the line before. */
  let last = 0;
  /** Lines, or items of another format, so far: the next row's place. */
  let place = 0;

  const note = (line: number, kind: RowError["kind"], message: string): undefined => {
    if (errors.length < LISTED) errors.push({ line, kind, message });
  };
  /** The id that makes the row its own, or what is wrong with it. */
  const claimId = (own: unknown, at: number): { id: string } | string => {
    const id = idOf(own, at, options);
    if (typeof own === "number" && options.ownIds !== false) return `id: ${NOT_AN_ID}`;
    if (id === undefined) return "id: missing";
    if (id.length === 0 || id.length > 200 || !id.isWellFormed()) return "id: expected 1 to 200 characters";
    if (ids.has(id)) return `id: "${id}" is there twice`;
    ids.add(id);
    return { id };
  };
  const add = (value: unknown, line: number): RowOf[K] | undefined => {
    const at = place++;
    last = line;
    const row = lines.read(value);
    if (typeof row === "string") return note(line, "invalid", row);
    const claimed = claimId((value as { id?: unknown }).id, at);
    if (typeof claimed === "string") return note(line, "invalid", claimed);
    const group = groupOf((value as { group?: unknown }).group);
    if (group === null)
      return note(line, "invalid", "group: expected 1 to 200 characters, or a whole number, one past 2^53 in quotes");
    const whole = { ...claimed, ...row, ...(group !== undefined && { group }) } as RowOf[K];
    const trouble = book.add(value, whole);
    return trouble === undefined ? whole : note(line, "invalid", trouble);
  };

  return {
    add,
    push(text) {
      const line = ++last;
      const json = line === 1 ? text.replace(/^\uFEFF/, "") : text;
      if (/^[ \t\r\n]*$/.test(json)) {
        place++; // a blank line is no reason to call the rows behind it otherwise
        return undefined;
      }
      let value: unknown;
      try {
        value = parseWithExactIds(json);
      } catch {
        return note(line, "malformed", "not valid JSON");
      }
      return add(value, line);
    },
    group: () => book.last(),
    refuse: (line, message) => note(line, "invalid", message),
    finish() {
      const wrong = (message: string): RowsRefused => ({
        kind: "refused",
        errors: [{ line: 0, kind: "invalid", message }],
      });
      if (errors.length > 0) return { kind: "refused", errors };
      if (ids.size === 0) return wrong("there are no rows");
      const labels = lines.labels();
      if (typeof labels === "string") return wrong(labels);
      const clusters = book.told();
      if (typeof clusters === "string") return wrong(clusters);
      return {
        ...{ kind: "rows", rows: ids.size },
        ...(labels && { labels }),
        ...lines.tags?.(),
        ...(clusters && { clusters }),
      };
    },
  };
}

/** The row's own id, whose digits are a string by now where it is an integer, or the one its place gives it. */
function idOf(own: unknown, place: number, { idPrefix, ownIds }: RowsOptions): string | undefined {
  if (ownIds !== false && typeof own === "string") return own;
  return idPrefix === undefined ? undefined : `${idPrefix}-${place}`;
}

/** The row's own group, a whole number as its digits; null for what is none. */
function groupOf(value: unknown): string | undefined | null {
  if (value === undefined || value === null || value === "") return undefined;
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return Group.safeParse(text).success ? (text as string) : null;
}
