/** Reference examples as rows of a suite, so that pipelines can be asked about them and eval can judge their answers. */
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import type { ReferenceLogits, ReferenceOf } from "../../trainer/tasks/reference-logits.ts";

const ROW: { [T in SuiteTask]: (example: ReferenceOf[T]) => RowOf[RowKind] } = {
  "text-classification": ({ logits: _, gold, ...texts }) => ({ ...texts, label: gold }),
  "multi-label-classification": ({ logits: _, gold, ...texts }) => ({ ...texts, labels: gold }),
  "text-regression": ({ logits: _, gold, ...texts }) => ({ ...texts, label: gold }),
  "token-classification": ({ id, tokens, gold }) => ({ id, tokens, tags: gold }),
  "question-answering": ({ logits: _, gold, ...asked }) => ({
    ...asked,
    answers: gold.map((text) => ({ text })),
    ...(gold.length === 0 && { is_impossible: true }),
  }),
};

/** The examples must be of the task, as `readReferenceLogits` sees to. */
export function referenceRows(
  task: SuiteTask,
  examples: readonly ReferenceLogits[],
): { kind: RowKind; rows: RowOf[RowKind][] } {
  const toRow = ROW[task] as (example: ReferenceLogits) => RowOf[RowKind];
  return { kind: kindOf({ task }), rows: examples.map(toRow) };
}
