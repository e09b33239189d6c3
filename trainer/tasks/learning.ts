import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { ReferenceLogits } from "./reference-logits.ts";
import type { Example, TrainingTask, UnlabelledText } from "./task.ts";

export type Target = Example["target"];

/** What is particular to learning from one kind of rows, whichever task they are of. */
export interface Learning<K extends RowKind>
  extends Pick<TrainingTask, "pooling" | "hardLoss" | "softLoss" | "targets" | "noTarget"> {
  kind: K;
  /** See `TrainingTask.slots`. */
  slots?: readonly string[];
  /** The suite's metric that chooses among a run's weights; its first unless given. */
  primary?: MetricName;
  labels(suite: SuiteDescription): readonly string[];
  /** One target for each encoding that the row's answerer asks about; null where the row has nothing to teach. */
  targetsOf(row: RowOf[K], labels: readonly string[], tokenizer: TextTokenizer): Target[] | null;
  /** Why a row of a further file teaches nothing, as `without an answer`; null where it does. Absent where every row may. */
  unfit?(row: RowOf[K]): string | null;
  /** A text as a row of this kind, its label aside; absent where rows are something else than texts, pairs and words. */
  unlabelled?(text: UnlabelledText): RowOf[K];
  /** The hard loss of one input from its logits as plain numbers; null where dev's loss is not about such an input. */
  lossOf(logits: Float32Array, target: Target): number | null;
  /**
   * From where on each label holds, chosen on these inputs; absent where answers have no thresholds. `labels`: the task's. One number a label,
   * in (0, 1).
   */
  thresholds?(logits: readonly Float32Array[], targets: readonly Target[], labels: readonly string[]): number[];
  /** The row as its reference has it. */
  reference(row: RowOf[K], logits: number[]): ReferenceLogits;
}
