/** A suite's rows to answers, by the pipelines that serve requests. What the answers are worth is for eval/kinds to say. */
import type { AnswerOf, NoAnswer } from "../../eval/kinds/kind.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { sleep } from "../runtime/turns.ts";
import type { Answerer, Answering } from "./answers/answerer.ts";
import { behavioural } from "./answers/behavioural.ts";
import { classification } from "./answers/classification.ts";
import { questionAnswering } from "./answers/question-answering.ts";
import { regression } from "./answers/regression.ts";
import { tagging } from "./answers/tagging.ts";

/** Between so many rows the event loop turns: whoever asks the same isolate meanwhile is not to wait for a whole shard. */
const AT_ONCE = 8;

const ANSWERERS: { [K in RowKind]: Answerer<K> } = {
  classification,
  regression,
  tagging,
  "question-answering": questionAnswering,
  behavioural,
};

/**
 * One answer a row, in order. A row that a request could not ask about (blank, too long) gets its error instead, and so
 * does one to which the model answers with anything but numbers; neither disturbs the others.
 */
export async function answerRows<K extends RowKind>(
  kind: K,
  model: LoadedModel,
  rows: readonly RowOf[K][],
  suite: Answering,
): Promise<(AnswerOf[K] | NoAnswer)[]> {
  const answerer: Answerer<K> = ANSWERERS[kind];
  const refused = rows.map((row) => answerer.refuse(row));
  const asked = rows.filter((_, i) => refused[i] === undefined);
  const answers: (AnswerOf[K] | NoAnswer)[] = [];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    if (i > 0) await sleep(0);
    answers.push(...(await answerer.answer(model, asked.slice(i, i + AT_ONCE), suite)));
  }
  const inOrder = answers.values();
  return refused.map((error) => (error === undefined ? inOrder.next().value! : { error }));
}
