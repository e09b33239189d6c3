import { EXPECTED, inLabelOrder, type Label, labelSpelt, readLabel } from "../labels/label.ts";
import type { RowsOptions } from "./line-reader.ts";

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
      // Not even where all rows have numbers: were they indices, their names would be lost.
      if (labels === undefined) return `${label} is an index, and the suite's labels are not known; name them`;
      const name = readLabel(label, labels);
      if (name !== undefined) return { name };
      return Number.isInteger(label) ? `${label} is no index of ${labels.join(", ")}` : EXPECTED;
    }
    if (!label.isWellFormed()) return "has a lone surrogate";
    const spelling = labelSpelt(label, Object.keys(spellings));
    const name = spelling === undefined ? label.trim() : spellings[spelling]!;
    if (name === "__proto__") return `"__proto__" can't be a label: no JSON object here could hold its score`;
    if (labels !== undefined) {
      const known = labelSpelt(name, labels);
      return known === undefined ? `"${label}" is none of ${labels.join(", ")}` : { name: known };
    }
    this.#seen.add(name);
    return { name };
  }

  /** The known labels in their order, else those named: whole numbers by value, others by code units. */
  names(): string[] {
    return this.#options.labels ? [...this.#options.labels] : inLabelOrder(this.#seen);
  }
}
