import * as z from "zod";
import { ClassificationRow } from "../../r2-assets/format/rows.ts";

/** What is wrong with one line. `malformed` is not JSON at all; `invalid` is JSON that is no row. Lines count from 1. */
export interface RowError {
  line: number;
  kind: "malformed" | "invalid";
  message: string;
}

export type RowsOutcome = { kind: "rows"; rows: number; labels: string[] } | { kind: "refused"; errors: RowError[] };

export interface RowsOptions {
  /** The suite's labels in index order. Without them every row must name its label, and the names found, sorted, are the labels. */
  labels?: readonly string[];
  /** A row without an id gets `<prefix>-<row from 0>`. Without a prefix it is refused. */
  idPrefix?: string;
}

/** A line as people write it: more keys are fine, the label may be its index, the id a number or absent. */
const Line = z.object({
  id: z.union([z.string(), z.int()]).nullish(),
  text_a: ClassificationRow.shape.text_a,
  text_b: ClassificationRow.shape.text_b.nullish(),
  label: z.union([z.string().min(1), z.int()], "expected a label's name or index"),
});

/** Enough to see what is wrong; a wrong file has the same error on every line. */
const LISTED = 20;

/**
 * Reads the lines of a classification suite one by one, so that a large upload need not lie in memory twice.
 *
 *     const reader = new ClassificationReader({ labels });
 *     for (const line of lines) { const row = reader.push(line); … }
 *     const outcome = reader.finish();
 */
export class ClassificationReader {
  readonly #options: RowsOptions;
  readonly #ids = new Set<string>();
  readonly #names = new Set<string>();
  readonly #errors: RowError[] = [];
  #line = 0;

  constructor(options: RowsOptions = {}) {
    this.#options = options;
  }

  /** The canonical row of a line; undefined for a blank line and for one that `finish` will complain about. */
  push(line: string): ClassificationRow | undefined {
    this.#line++;
    if (line.trim() === "") return undefined;
    const row = this.#read(line);
    if (typeof row !== "string") return row;
    this.#refuse("invalid", row);
    return undefined;
  }

  finish(): RowsOutcome {
    if (this.#errors.length > 0) return { kind: "refused", errors: this.#errors };
    const refused = (message: string): RowsOutcome => ({
      kind: "refused",
      errors: [{ line: this.#line, kind: "invalid", message }],
    });
    if (this.#ids.size === 0) return refused("there are no rows");
    const labels = [...(this.#options.labels ?? [...this.#names].sort())];
    if (labels.length < 2) return refused(`every row has the label "${labels[0]}"; a classification suite needs two`);
    return { kind: "rows", rows: this.#ids.size, labels };
  }

  /** The row, or what is wrong with it. */
  #read(line: string): ClassificationRow | string | undefined {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      this.#refuse("malformed", "not valid JSON");
      return undefined;
    }
    const parsed = Line.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`;
    }
    const { text_a, text_b } = parsed.data;
    const label = this.#labelName(parsed.data.label);
    if (label.kind === "unknown") return label.message;
    const id = this.#idOf(parsed.data.id);
    if (id === undefined) return "id: missing";
    if (id.length === 0 || id.length > 200 || !id.isWellFormed()) return "id: expected 1 to 200 characters";
    if (this.#ids.has(id)) return `id: "${id}" is there twice`;
    this.#ids.add(id);
    this.#names.add(label.name);
    return text_b == null ? { id, text_a, label: label.name } : { id, text_a, text_b, label: label.name };
  }

  #idOf(id: string | number | null | undefined): string | undefined {
    if (id != null) return String(id);
    return this.#options.idPrefix === undefined ? undefined : `${this.#options.idPrefix}-${this.#line - 1}`;
  }

  #labelName(label: string | number): { kind: "known"; name: string } | { kind: "unknown"; message: string } {
    const { labels } = this.#options;
    const known = (name: string) => ({ kind: "known" as const, name });
    const unknown = (message: string) => ({ kind: "unknown" as const, message: `label: ${message}` });
    if (typeof label === "string") {
      if (!label.isWellFormed()) return unknown("has a lone surrogate");
      if (labels === undefined || labels.includes(label)) return known(label);
      return unknown(`"${label}" is none of ${labels.join(", ")}`);
    }
    if (labels === undefined) return unknown(`${label} is an index, and the suite's labels are not known; name them`);
    const name = labels[label];
    return name === undefined ? unknown(`${label} is no index of ${labels.join(", ")}`) : known(name);
  }

  #refuse(kind: RowError["kind"], message: string) {
    if (this.#errors.length < LISTED) this.#errors.push({ line: this.#line, kind, message });
  }
}

/** All rows of a JSONL text at once, in file order. */
export function parseClassificationRows(
  text: string,
  options: RowsOptions = {},
): { kind: "rows"; rows: ClassificationRow[]; labels: string[] } | Extract<RowsOutcome, { kind: "refused" }> {
  const reader = new ClassificationReader(options);
  const rows = text.split("\n").flatMap((line) => reader.push(line) ?? []);
  const outcome = reader.finish();
  return outcome.kind === "rows" ? { ...outcome, rows } : outcome;
}
