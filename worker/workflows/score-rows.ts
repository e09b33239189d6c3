import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { ClassificationRow } from "../../r2-assets/format/rows.ts";
import { LIMITS } from "../http/inputs.ts";
import { classify, rank, type TextInput } from "../pipelines/classify.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { sleep } from "../runtime/turns.ts";

/** Between so many rows the event loop turns: whoever asks the same isolate meanwhile is not to wait for a whole shard. */
const AT_ONCE = 8;

/**
 * Predictions for rows, in their order, from the pipeline that serves requests. A row that a request could not ask about
 * (blank, too long) gets an error instead; so does one whose logits are no numbers.
 *
 * Where the suite maps the model's labels to its own, the best label is mapped, and scores of labels that become one are added.
 */
export async function scoreRows(
  model: LoadedModel,
  rows: readonly ClassificationRow[],
  labelMap: Record<string, string> = {},
): Promise<ClassificationPrediction[]> {
  const refused = rows.map(unanswerable);
  const asked = rows.filter((_, i) => refused[i] === undefined);
  const logits: Float32Array[] = [];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    if (i > 0) await sleep(0);
    const inputs = asked.slice(i, i + AT_ONCE).map(toInput);
    logits.push(...(await classify(model, inputs)).logits);
  }
  const answers = logits.values();
  return rows.map((row, i): ClassificationPrediction => {
    const scored = refused[i] === undefined ? answers.next().value : undefined;
    if (scored === undefined || !scored.every(Number.isFinite)) {
      const error = refused[i] ?? "the model's logits are not numbers";
      return { id: row.id, prediction: null, scores: null, gold: row.label, correct: false, error };
    }
    const ranked = rank(model.card.labels, scored).map(({ label, score }) => ({
      label: labelMap[label] ?? label,
      score,
    }));
    const prediction = ranked[0]!.label;
    const scores: Record<string, number> = {};
    for (const { label, score } of ranked) scores[label] = (scores[label] ?? 0) + score;
    return { id: row.id, prediction, scores, gold: row.label, correct: prediction === row.label };
  });
}

const toInput = ({ text_a, text_b }: ClassificationRow): TextInput =>
  text_b === undefined ? { text: text_a } : { text: text_a, textPair: text_b };

function unanswerable({ text_a, text_b = "" }: ClassificationRow): string | undefined {
  if (text_a.trim() === "") return "the text is blank";
  if (text_a.length + text_b.length > LIMITS.units) return `the text is longer than ${LIMITS.units} UTF-16 units`;
  return undefined;
}
