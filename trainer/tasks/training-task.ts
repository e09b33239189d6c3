import type { Answerer } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { alignTokens, type Place } from "../data/align-tokens.ts";
import { type PlacedEncoding, placed } from "../data/placed-tokenizer.ts";
import { devSet } from "./dev-set.ts";
import type { Learning } from "./learning.ts";
import { readRows } from "./read-rows.ts";
import type { Example, Tokenizers, TrainingInput, TrainingTask } from "./task.ts";

/** What sets a task apart from others of its kind. */
export interface TaskSource extends Pick<TrainingTask, "name" | "suite"> {
  /** Where the training rows lie in a data folder; dev lies where the suite does. */
  train: string;
  /** See `TrainingTask.subset`. */
  subset?: string;
}

/** A task whose rows, labels, metrics and dev split are those of a known suite. */
export function trainingTask<K extends RowKind>(
  learning: Learning<K>,
  { name, suite: id, train: file, subset }: TaskSource,
): TrainingTask {
  const suite = SUITES[id];
  const { pooling, targets, noTarget, hardLoss, softLoss } = learning;
  const labels = learning.labels(suite);
  return {
    name,
    task: suite.task,
    suite: id,
    labels,
    subset: subset ?? null,
    files: [file, suite.file],
    pooling,
    targets,
    noTarget,
    hardLoss,
    softLoss,
    async load(folder, tokenizers, limit) {
      const train = await readRows<K>(folder, { ...suite, file, idPrefix: `${name}-train` });
      const dev = await readRows<K>(folder, suite);
      const first = <R>(rows: readonly R[], count: number | null) => rows.slice(0, count ?? rows.length);
      const read = readersOf(tokenizers);
      const examples = first(train.rows, limit.train).map((row) => examplesOf(learning, row, labels, read));
      return {
        train: examples.flat(),
        leftOut: examples.filter(({ length }) => length === 0).length,
        dev: devSet(learning, suite, first(dev.rows, limit.dev), tokenizers.student),
        sha256: await sha256(train.sha256 + dev.sha256),
      };
    },
    readsTexts: learning.unlabelled !== undefined,
    inputOf(text, tokenizers) {
      const row = learning.unlabelled?.(text);
      if (row === undefined) throw new Error(`${name} has no unlabelled texts: it does not ask about a text or a pair`);
      return inputsOf(learning.kind, row, labels, readersOf(tokenizers))?.[0] ?? null;
    },
  };
}

/** The tokenizers, with places where somebody asks which tokens of both are the same characters. */
const readersOf = ({ student, teacher, aligned }: Tokenizers): Tokenizers =>
  aligned && teacher ? { student: placed(student), teacher: placed(teacher), aligned } : { student, teacher };

/**
 * What the row's answerer asks, with what is to be answered; nothing where the row has nothing to teach. Texts are one input
 * whatever the tokenizer, contexts are not: a task of tokens has no teacher with other tokens (`openExperiment`).
 */
function examplesOf<K extends RowKind>(
  learning: Learning<K>,
  row: RowOf[K],
  labels: readonly string[],
  tokenizers: Tokenizers,
): Example[] {
  const inputs = inputsOf(learning.kind, row, labels, tokenizers);
  const targets = inputs && learning.targetsOf(row, labels, tokenizers.student);
  return targets ? inputs.map((input, i) => ({ ...input, target: targets[i] })) : [];
}

/** What the answerer asks of a row, as student and teacher read it; null where it would not ask. */
function inputsOf<K extends RowKind>(
  kind: K,
  row: RowOf[K],
  labels: readonly string[],
  { student, teacher, aligned }: Tokenizers,
): TrainingInput[] | null {
  const answerer: Answerer<K> = KINDS[kind].answerer;
  if (answerer.refuse(row) !== undefined) return null;
  const { encodings } = answerer.ask(row, student, labels, {});
  const taught = teacher && answerer.ask(row, teacher, labels, {}).encodings;
  return encodings.map((encoding, i) => ({
    id: encodings.length === 1 ? row.id : `${row.id}/${i}`,
    ids: encoding.ids,
    typeIds: encoding.typeIds,
    ...(taught && { teacher: { ids: taught[i].ids, typeIds: taught[i].typeIds } }),
    ...(taught && aligned && { aligned: alignTokens(placesOf(encoding), placesOf(taught[i])) }),
  }));
}

/** Of an encoding that a placed tokenizer has made, which answerers of texts hand on as it is. */
const placesOf = (encoding: object): Place[] => (encoding as PlacedEncoding).places;
