import * as z from "zod";
import type { RowsOptions } from "./line-reader.ts";

const EXPECTED = "expected a label's name or index";

/** A label as lines have it. */
export const Label = z.union([z.string().regex(/\S/, EXPECTED), z.int()], EXPECTED);
export type Label = z.infer<typeof Label>;

/** Turns labels into names and remembers which were named. */
export class LabelBook {
  readonly #options: RowsOptions;
  readonly #seen = new Set<string>();

  constructor(options: RowsOptions) {
    this.#options = options;
  }

  /** The label's name, or what is wrong with it. */
  name(label: Label): { name: string } | string {
    const { labels, spellings = {} } = this.#options;
    if (typeof label === "number") {
      if (labels === undefined) return `${label} is an index, and the suite's labels are not known; name them`;
      const name = labels[label];
      return name === undefined ? `${label} is no index of ${labels.join(", ")}` : { name };
    }
    if (!label.isWellFormed()) return "has a lone surrogate";
    if (label === "__proto__") return `"__proto__" can't be a label: no JSON object here could hold its score`;
    const name = Object.hasOwn(spellings, label) ? spellings[label]! : label;
    if (labels !== undefined && !labels.includes(name)) return `"${label}" is none of ${labels.join(", ")}`;
    this.#seen.add(name);
    return { name };
  }

  /** The known labels in their order, else those named, sorted by code units. */
  names(): string[] {
    return [...(this.#options.labels ?? [...this.#seen].sort())];
  }
}
