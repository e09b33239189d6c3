import type { VocabularyHooks, VocabularyOrder } from "../../trainer/vocabulary/learn-vocabulary.ts";
import { createProgress, type Progress } from "../ui/progress.ts";

/** Progress of one stage after the other: reading, merging, measuring tasks. */
export function vocabularyHooks({ size, tasks }: Pick<VocabularyOrder, "size" | "tasks">) {
  let shown: { label: string; progress: Progress } | undefined;
  const update = (label: string, unit: string, done: number, total: number) => {
    if (shown?.label !== label) {
      shown?.progress.stop();
      shown = { label, progress: createProgress({ label, unit, total }) };
    }
    shown.progress.update(done);
  };
  const hooks: VocabularyHooks = {
    onText: (done, total) => update("counting words", "kB", Math.round(done / 1e3), Math.round(total / 1e3)),
    onPiece: (pieces) => update("merging", "pieces", pieces, size),
    onTask: (done) => update("measuring tasks", "tasks", done, 2 * tasks.length),
  };
  return { hooks, stop: () => shown?.progress.stop() };
}
