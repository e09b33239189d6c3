import { type Answerer, type Asked, answerFrom } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { AnswerOf, Kind, NoAnswer } from "../../eval/kinds/kind.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import type { SuiteDescription } from "../../eval/suites/index.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { Encoded } from "../data/encoded.ts";
import type { Learning, Target } from "./learning.ts";
import type { DevSet } from "./task.ts";

interface Question<K extends RowKind> extends Asked<AnswerOf[K] | NoAnswer> {
  row: RowOf[K];
  /** One an encoding, or none. */
  targets: readonly Target[];
}

/**
 * Rows asked, answered and judged by the code that serves and evaluates the exported model. A row that a request could not
 * ask about (blank, too long) has no input and counts as wrong, as in an evaluation.
 */
export function devSet<K extends RowKind>(
  learning: Learning<K>,
  suite: SuiteDescription,
  rows: readonly RowOf[K][],
  tokenizer: TextTokenizer,
): DevSet {
  const kind: Kind<K> = KINDS[learning.kind];
  const questions = questionsOf(learning, suite, rows, tokenizer);
  const judging = { id: suite.id, labels: [...learning.labels(suite)] };
  return {
    suite: suite.id,
    rows: rows.length,
    inputs: questions.flatMap(({ encodings }) => encodings.map(({ ids, typeIds }): Encoded => ({ ids, typeIds }))),
    score(logits, thresholds) {
      const tally = kind.tally(judging);
      const losses: number[] = [];
      const asked = thresholds ? questionsOf(learning, suite, rows, tokenizer, thresholds) : questions;
      for (const [question, own] of withLogits(asked, logits)) {
        tally.add(kind.judge(question.row, answerFrom(question, own), judging));
        losses.push(...question.targets.flatMap((target, i) => learning.lossOf(own[i], target) ?? []));
      }
      const figures = suite.metrics.map((metric) => {
        const statistic = tally.statistic(metric);
        return [metric, statistic && plainValue(statistic)] as const;
      });
      return {
        primary: learning.primary ?? suite.metrics[0],
        metrics: Object.fromEntries(figures.filter(([, value]) => value !== null)),
        loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      };
    },
    ...(learning.thresholds && {
      thresholds(logits: readonly Float32Array[]) {
        const targets = questions.flatMap((question) => question.targets);
        return learning.thresholds!(logits, targets, judging.labels);
      },
    }),
    *references(logits) {
      for (const [{ row }, own] of withLogits(questions, logits))
        if (own.length > 0)
          yield learning.reference(
            row,
            own.flatMap((each) => [...each]),
          );
    },
  };
}

function questionsOf<K extends RowKind>(
  learning: Learning<K>,
  suite: SuiteDescription,
  rows: readonly RowOf[K][],
  tokenizer: TextTokenizer,
  thresholds?: readonly number[],
): Question<K>[] {
  const answerer: Answerer<K> = KINDS[learning.kind].answerer;
  const labels = learning.labels(suite);
  const names = { labels, slots: learning.slots, thresholds };
  const unanswerable = rows.filter((row) => "is_impossible" in row && row.is_impossible).length;
  return rows.map((row) => {
    const error = answerer.refuse(row);
    if (error !== undefined) return { row, encodings: [], targets: [], answer: () => ({ error }) };
    const asked = answerer.ask(row, tokenizer, names, { label_map: suite.label_map, unanswerable });
    return { row, ...asked, targets: learning.targetsOf(row, labels, tokenizer) ?? [] };
  });
}

/** Each question with the logits of its own encodings. */
function* withLogits<Q extends Asked<unknown>>(
  questions: readonly Q[],
  logits: readonly Float32Array[],
): Generator<[Q, Float32Array[]]> {
  let from = 0;
  for (const question of questions) {
    const to = from + question.encodings.length;
    yield [question, logits.slice(from, to)];
    from = to;
  }
}
