/** A suite's rows to answers, by the pipelines that serve requests. What the answers are worth is for eval/kinds to say. */

import { type Answerer, type Answering, type Asked, answerFrom } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { AnswerOf, NoAnswer } from "../../eval/kinds/kind.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { encodingMisfit, tablesOf } from "../../r2-assets/format/tokenizer-fits.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { sleep } from "../runtime/turns.ts";
import { runEncodings } from "./run-encodings.ts";

/** Rows that are tokenised together; between them the event loop turns, as it does between their runs. */
const AT_ONCE = 8;

/**
 * One answer a row, in order. A row that a request could not ask about (blank, too long) gets its error instead, and so
 * does one to which the model answers with anything but numbers, or whose tokens its tables have no place for; none disturbs
 * the others.
 */
export async function answerRows<K extends RowKind>(
  kind: K,
  model: LoadedModel,
  rows: readonly RowOf[K][],
  suite: Answering,
): Promise<(AnswerOf[K] | NoAnswer)[]> {
  const answerer: Answerer<K> = KINDS[kind].answerer;
  const refused = rows.map((row) => answerer.refuse(row));
  const answerable = rows.filter((_, i) => refused[i] === undefined);
  const answers: (AnswerOf[K] | NoAnswer)[] = [];
  for (let i = 0; i < answerable.length; i += AT_ONCE) {
    if (i > 0) await sleep(0);
    const some = answerable.slice(i, i + AT_ONCE);
    const asked = some.map((row) => answerer.ask(row, model.tokenizer, model.card, suite));
    answers.push(...(await answerAll(model, asked)));
  }
  const inOrder = answers.values();
  return refused.map((error) => (error === undefined ? inOrder.next().value! : { error }));
}

/** Equal encodings, of which a behavioural row has many, are run once. */
async function answerAll<Answer>(model: LoadedModel, all: readonly Asked<Answer>[]): Promise<(Answer | NoAnswer)[]> {
  const tables = tablesOf(model.card.architecture);
  const misfits = all.map(({ encodings }) => encodings.map((each) => encodingMisfit(each, tables)).find(Boolean));
  const answers = (
    await answerFitting(
      model,
      all.filter((_, i) => misfits[i] === undefined),
    )
  ).values();
  return misfits.map((error) => (error === undefined ? answers.next().value! : { error }));
}

async function answerFitting<Answer>(
  model: LoadedModel,
  asked: readonly Asked<Answer>[],
): Promise<(Answer | NoAnswer)[]> {
  const keyed = asked.map(({ encodings }) => encodings.map((encoding) => ({ key: keyOf(encoding), encoding })));
  const distinct = new Map(keyed.flat().map(({ key, encoding }) => [key, encoding]));
  const logits = await runEncodings(model, [...distinct.values()], { kind: "evaluation" });
  const logitsOf = new Map([...distinct.keys()].map((key, i) => [key, logits[i]!]));
  return asked.map((each, i) =>
    answerFrom(
      each,
      keyed[i]!.map(({ key }) => logitsOf.get(key)!),
    ),
  );
}

const keyOf = ({ ids, typeIds }: Asked<unknown>["encodings"][number]) => `${ids} ${typeIds.indexOf(1)}`;
