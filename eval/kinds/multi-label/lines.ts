import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { MultiLabelRow } from "../../../r2-assets/format/rows.ts";
import { Label } from "../../labels/label.ts";
import { LabelBook } from "../../lines/label-book.ts";
import type { LineReader, RowsOptions } from "../../lines/line-reader.ts";
import { inSuiteOrder } from "./suite-order.ts";

const Line = z.object({
  text_a: MultiLabelRow.shape.text_a,
  text_b: MultiLabelRow.shape.text_b.nullish(),
  labels: z.array(Label, "expected an array of labels, which may be empty"),
});

/** `{text_a, text_b?, labels}`: labels by name or index, in any order, none where none holds. */
export function multiLabelLines(options: RowsOptions): LineReader<"multi-label"> {
  const book = new LabelBook(options);
  return {
    read(value) {
      const parsed = Line.safeParse(value);
      if (!parsed.success) return firstIssue(parsed.error);
      const { text_a, text_b, labels: written } = parsed.data;
      const names: string[] = [];
      for (const label of written) {
        const named = book.name(label);
        if (typeof named === "string") return `labels: ${named}`;
        if (names.includes(named.name)) return `labels: "${named.name}" is there twice`;
        names.push(named.name);
      }
      return { text_a, ...(text_b != null && { text_b }), labels: inSuiteOrder(names, options.labels) };
    },
    labels() {
      const names = book.names();
      if (names.length === 0) return "no row has a label";
      return names.length < 2 ? `no row has a label but "${names[0]}"; a suite of labels needs two` : names;
    },
  };
}
