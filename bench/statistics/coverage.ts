import { bootstrapInterval } from "../../eval/statistics/bootstrap.ts";
import { differenceInDifferences } from "../../eval/statistics/difference-in-differences.ts";
import { newcombePaired } from "../../eval/statistics/newcombe-paired.ts";
import { pairedBootstrap } from "../../eval/statistics/paired-bootstrap.ts";
import { pairedTable } from "../../eval/statistics/paired-table.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import {
  BinaryTask,
  type Drops,
  f1Of,
  matthewsOf,
  onOtherRows,
  onSameRows,
  outcomes,
  pairOf,
  pearsonOf,
  scores,
  taggings,
  trueSpanF1,
} from "./populations.ts";
import { holds, type Study } from "./study.ts";

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const isRight = (outcome: number) => outcome === 1;

const task = new BinaryTask(0.4);
const teacher = { sensitivity: 0.9, specificity: 0.88 };
const student = { sensitivity: 0.84, specificity: 0.86 };
const [goodTagger, tagger] = [
  { found: 0.93, invented: 0.08 },
  { found: 0.88, invented: 0.12 },
];
/** Accuracies of a and b, clean then stressed: a loses 16 points, b 9. */
const DROPS: Drops = [0.93, 0.91, 0.77, 0.82];

export const COVERAGE: readonly Study[] = [
  {
    method: "Wilson",
    data: "accuracy 91 %, n = 872",
    measures: "coverage",
    trial: (random) => holds(wilson(total(outcomes(random, 872, [0.91], 0)[0]), 872), 0.91),
  },
  {
    method: "bootstrap",
    data: "F1 0.84, n = 408",
    measures: "coverage",
    async trial(random, resampling) {
      const { gold, answers } = task.draw(random, 408, [teacher]);
      return holds(await bootstrapInterval(f1Of(gold, answers[0]), resampling), task.trueF1(teacher));
    },
  },
  {
    method: "bootstrap",
    data: "Matthews 0.76, n = 400",
    measures: "coverage",
    async trial(random, resampling) {
      const { gold, answers } = task.draw(random, 400, [teacher]);
      return holds(await bootstrapInterval(matthewsOf(gold, answers[0]), resampling), task.trueMatthews(teacher));
    },
  },
  {
    method: "bootstrap",
    data: "Pearson 0.85, n = 400",
    measures: "coverage",
    async trial(random, resampling) {
      const { gold, answers } = scores(random, 400, [0.85]);
      return holds(await bootstrapInterval(pearsonOf(gold, answers[0]), resampling), 0.85);
    },
  },
  {
    method: "bootstrap",
    data: "span F1 0.87, 400 sentences",
    measures: "coverage",
    trial: async (random, resampling) =>
      holds(await bootstrapInterval(taggings(random, 400, [tagger])[0], resampling), trueSpanF1(tagger)),
  },
  {
    method: "Newcombe, paired",
    data: "accuracies 91 and 88 %, n = 872",
    measures: "coverage",
    trial(random) {
      const [a, b] = outcomes(random, 872, [0.91, 0.88], 0.6);
      return holds(newcombePaired(pairedTable(a.map(isRight), b.map(isRight))), 0.91 - 0.88);
    },
  },
  {
    method: "paired bootstrap",
    data: "F1 of two models, n = 408",
    measures: "coverage",
    async trial(random, resampling) {
      const [a, b] = pairOf(f1Of, task.draw(random, 408, [teacher, student]));
      return holds((await pairedBootstrap(a, b, resampling))?.ci95, task.trueF1(teacher) - task.trueF1(student));
    },
  },
  {
    method: "paired bootstrap",
    data: "Matthews of two models, n = 400",
    measures: "coverage",
    async trial(random, resampling) {
      const [a, b] = pairOf(matthewsOf, task.draw(random, 400, [teacher, student]));
      return holds(
        (await pairedBootstrap(a, b, resampling))?.ci95,
        task.trueMatthews(teacher) - task.trueMatthews(student),
      );
    },
  },
  {
    method: "paired bootstrap",
    data: "Pearson 0.88 and 0.85, n = 400",
    measures: "coverage",
    async trial(random, resampling) {
      const [a, b] = pairOf(pearsonOf, scores(random, 400, [0.88, 0.85]));
      return holds((await pairedBootstrap(a, b, resampling))?.ci95, 0.88 - 0.85);
    },
  },
  {
    method: "paired bootstrap",
    data: "span F1 of two models, 400 sentences",
    measures: "coverage",
    async trial(random, resampling) {
      const [a, b] = taggings(random, 400, [goodTagger, tagger]);
      return holds((await pairedBootstrap(a, b, resampling))?.ci95, trueSpanF1(goodTagger) - trueSpanF1(tagger));
    },
  },
  {
    method: "difference in differences",
    data: "accuracies, same rows perturbed, n = 872",
    measures: "coverage",
    async trial(random, resampling) {
      const found = await differenceInDifferences(onSameRows(random, 872, DROPS), resampling);
      return holds(found?.ci95, DROPS[0] - DROPS[2] - (DROPS[1] - DROPS[3]));
    },
  },
  {
    method: "difference in differences",
    data: "accuracies, other rows, n = 872 and 600",
    measures: "coverage",
    async trial(random, resampling) {
      const found = await differenceInDifferences(onOtherRows(random, 872, 600, DROPS), resampling);
      return holds(found?.ci95, DROPS[0] - DROPS[2] - (DROPS[1] - DROPS[3]));
    },
  },
];
