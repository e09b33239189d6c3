import { type Tensor, tf } from "../backend/tf.ts";
import { evaluationBatches } from "../data/batches.ts";
import { seededRandom } from "../data/random.ts";
import { outputOf } from "../methods/output-of.ts";
import type { TrainingInput } from "../tasks/task.ts";
import { batchOf } from "./batch.ts";
import type { DataHooks, TrainingData } from "./training-data.ts";

/** Texts a batch. */
const BATCH = 32;

/** Tokens a batch, with the padding: layers of 32 windows of 384 tokens, a teacher's beside a student's, would take gigabytes. */
const BATCH_TOKENS = 32 * 128;

/** The objective on held-out texts, its terms as metrics: means over batches, each by its number of texts. `targetsOf`: none unless given. */
export function heldOutLoss<Input extends TrainingInput>(
  { train, dev }: Record<"train" | "dev", readonly Input[]>,
  { onJudging }: Pick<DataHooks, "onJudging">,
  targetsOf: (texts: readonly Input[]) => Tensor = () => tf.zeros([0]),
): TrainingData["judge"] {
  const batches = evaluationBatches(
    dev.map(({ ids }) => ids.length),
    BATCH,
    BATCH_TOKENS,
  );
  return (weights, config, objective) => {
    const sums: Record<string, number> = {};
    let judged = 0;
    for (const [i, places] of batches.entries()) {
      tf.tidy(() => {
        const texts = places.map((place) => dev[place]);
        const positions = places.map((place) => train.length + place);
        const plain = { ...batchOf(texts, [...texts.keys()], targetsOf(texts)), positions };
        const batch = objective.disguise?.(plain, seededRandom(i)) ?? plain; // the same at every look, in every run
        const output = outputOf(objective, { parameters: weights, config }, batch);
        const { total, terms } = objective.loss(output, batch, objective.teach(batch));
        for (const [name, term] of Object.entries({ loss: total, ...terms }))
          sums[name] = (sums[name] ?? 0) + (term.dataSync()[0] * positions.length) / dev.length;
      });
      judged += places.length;
      onJudging?.(judged, dev.length);
    }
    const { loss, ...metrics } = sums;
    return { primary: "loss", metrics, loss };
  };
}
