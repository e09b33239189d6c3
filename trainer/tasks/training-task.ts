import type { Answerer } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import { type SuiteDescription, textsIn } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { alignTokens, type Place } from "../data/align-tokens.ts";
import { type PlacedEncoding, placed } from "../data/placed-tokenizer.ts";
import { devSet } from "./dev-set.ts";
import { evenDevSet } from "./even-dev-set.ts";
import { halvesOf } from "./halves-of.ts";
import type { Learning } from "./learning.ts";
import { readMore } from "./more-rows.ts";
import { readSplits } from "./read-splits.ts";
import type { Example, MoreFile, Tokenizers, TrainingInput, TrainingTask } from "./task.ts";

/** Rows to learn from and rows to be judged on. */
export interface Split {
  /** Dev lies where the suite does. */
  suite: SuiteDescription;
  /** Where the training rows lie in a data folder. */
  train: string;
}

/** What sets a task apart from others of its kind. */
export interface TaskSource {
  name: string;
  /** Several where one model learns from all of them: then each counts alike on dev, whatever its size. Labels and metrics are alike. */
  splits: readonly [Split, ...Split[]];
  /** So many rows of each split's dev, the first ones, choose among a run's weights; all unless given. */
  devRows?: number;
  /** Of one whose suite is a test split: so many rows of train are dev in place of the suite's, which are not read. */
  heldOut?: number;
  /** See `TrainingTask.subset`. */
  subset?: string;
  /** See `TrainingTask.judgedBy`. */
  judgedBy?: readonly SuiteDescription[];
  /** Further files of labelled rows: `TrainingTask.withMore`. */
  more?: readonly string[];
}

/** A task whose rows, labels, metrics and dev split are those of described suites. */
export function trainingTask<K extends RowKind>(learning: Learning<K>, source: TaskSource): TrainingTask {
  const { name, splits, devRows, heldOut, subset, judgedBy, more: further = [] } = source;
  const suites = splits.map(({ suite }) => suite);
  const [{ suite }] = splits;
  const { pooling, targets, noTarget, hardLoss, softLoss, slots } = learning;
  const labels = learning.labels(suite);
  return {
    name,
    task: suite.task,
    suites: suites.map(({ id }) => id),
    labels,
    slots,
    subset: subset ?? null,
    judgedBy,
    files: [
      ...splits.map(({ train }) => train),
      ...further,
      ...(heldOut === undefined ? suites.map(({ file }) => file) : []),
    ],
    pooling,
    targets,
    noTarget,
    hardLoss,
    softLoss,
    async load(folder, tokenizers, limit) {
      const several = splits.length > 1;
      const trainFiles = splits.map(({ suite, train }) => {
        const idPrefix = `${several ? suite.id.replace("/", "-") : name}-train`;
        return { ...suite, file: train, idPrefix };
      });
      const places = { train: trainFiles, suites, devRows, heldOut };
      const learntFrom = limit.train === 0 ? [] : further;
      let more: readonly MoreFile[] = [];
      const { train, dev } = await readSplits<K>(folder, places, limit, async (splits) => {
        const read = await readMore<K>(folder, learntFrom, { suite, name, judgedBy, unfit: learning.unfit }, splits);
        more = read.files;
        return read;
      });
      const read = readersOf(tokenizers);
      const examples = train.rows.flat().map((row) => examplesOf(learning, row, labels, read));
      const judged = (suite: SuiteDescription, rows: readonly RowOf[K][]) =>
        devSet(learning, suite, rows, tokenizers.student);
      const devOf = (files: readonly RowOf[K][][]) =>
        several
          ? evenDevSet(
              judged(suite, files.flat()),
              files.map((rows, i) => judged(suites[i], rows)),
            )
          : judged(suite, files.flat());
      return {
        train: examples.flat(),
        leftOut: examples.filter(({ length }) => length === 0).length,
        more,
        dev: devOf(dev.rows),
        async halves() {
          const { choose, report } = await halvesOf<RowOf[K]>(dev.rows, suites);
          return { chosen: devOf(choose), unseen: devOf(report) };
        },
        sha256: await sha256([...train.sha256, ...dev.sha256].join("")),
      };
    },
    texts: textsIn(suite),
    withMore(files) {
      const known = [...splits.map(({ train }) => train), ...suites.map(({ file }) => file), ...further];
      for (const [i, file] of files.entries())
        if (known.includes(file) || files.indexOf(file) < i)
          throw new Error(`more_rows: ${file} is a file that ${name} learns from or is judged by already`);
      return trainingTask(learning, { ...source, more: [...further, ...files] });
    },
    readsTexts: learning.unlabelled !== undefined,
    inputOf(text, tokenizers) {
      const row = learning.unlabelled?.(text);
      if (row === undefined) throw new Error(`${name} has no unlabelled texts: it asks about contexts`);
      return inputsOf(learning, row, labels, readersOf(tokenizers))?.[0] ?? null;
    },
  };
}

/** The tokenizers, with places where somebody asks which tokens of both are the same characters. */
const readersOf = ({ student, teacher, aligned }: Tokenizers): Tokenizers =>
  aligned && teacher ? { student: placed(student), teacher: placed(teacher), aligned } : { student, teacher };

/**
 * What the row's answerer asks, with what is to be answered; nothing where the row has nothing to teach. Texts and
 * sentences are one input whatever the tokenizer, contexts are not: questions have no teacher with other tokens (`openExperiment`).
 */
function examplesOf<K extends RowKind>(
  learning: Learning<K>,
  row: RowOf[K],
  labels: readonly string[],
  tokenizers: Tokenizers,
): Example[] {
  const inputs = inputsOf(learning, row, labels, tokenizers);
  const targets = inputs && learning.targetsOf(row, labels, tokenizers.student);
  return targets ? inputs.map((input, i) => ({ ...input, target: targets[i] })) : [];
}

/** What the answerer asks of a row, as student and teacher read it; null where it would not ask. */
function inputsOf<K extends RowKind>(
  { kind, slots }: Learning<K>,
  row: RowOf[K],
  labels: readonly string[],
  { student, teacher, aligned }: Tokenizers,
): TrainingInput[] | null {
  const answerer: Answerer<K> = KINDS[kind].answerer;
  if (answerer.refuse(row) !== undefined) return null;
  const ask = (tokenizer: TextTokenizer) => answerer.ask(row, tokenizer, { labels, slots }, {}).encodings;
  const encodings = ask(student);
  const taught = teacher && ask(teacher);
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
