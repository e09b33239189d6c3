import * as z from "zod";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { RegressionRow } from "../../../r2-assets/format/rows.ts";
import type { LineReader } from "../../lines/line-reader.ts";

const Line = z.object({
  text_a: RegressionRow.shape.text_a,
  text_b: RegressionRow.shape.text_b.nullish(),
  label: z.number("expected a finite number"), // JSON's 1e999 is infinite, and a number in quotes is none
});

/** `{text_a, text_b?, label}`: the label a number in the task's own unit. */
export const regressionLines = (): LineReader<"regression"> => ({
  read(value) {
    const parsed = Line.safeParse(value);
    if (!parsed.success) return firstIssue(parsed.error);
    const { text_a, text_b, label } = parsed.data;
    return { text_a, ...(text_b != null && { text_b }), label };
  },
  labels: () => undefined,
});
