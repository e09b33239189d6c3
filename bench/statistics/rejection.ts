import { differenceInDifferences } from "../../eval/statistics/difference-in-differences.ts";
import { mcnemarExact, mcnemarMidP } from "../../eval/statistics/mcnemar.ts";
import { pairedBootstrap } from "../../eval/statistics/paired-bootstrap.ts";
import { pairedTable } from "../../eval/statistics/paired-table.ts";
import type { Random } from "../../eval/statistics/random.ts";
import { randomisationTest } from "../../eval/statistics/randomisation.ts";
import { signFlip } from "../../eval/statistics/sign-flip.ts";
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
  tokenF1Differences,
} from "./populations.ts";
import { rejects, type Study } from "./study.ts";

const task = new BinaryTask(0.4);
const model = { sensitivity: 0.87, specificity: 0.86 };
/** As good in F1, by finding more and inventing more: the metrics are equal, the answers can't be exchanged. */
const bolder = { sensitivity: 0.95, specificity: task.specificityFor(0.95, task.trueF1(model)) };
const tagger = { found: 0.9, invented: 0.1 };
/** Accuracies of a and b, clean then stressed: b is the worse model and both lose 12 points. */
const DROPS: Drops = [0.93, 0.9, 0.81, 0.78];
const isRight = (outcome: number) => outcome === 1;

/** Two equally good models that are alike on 60 % of 872 rows: about 57 discordant ones. */
function discordant(random: Random): [number, number] {
  const [a, b] = outcomes(random, 872, [0.91, 0.91], 0.6);
  const { aOnly, bOnly } = pairedTable(a.map(isRight), b.map(isRight));
  return [aOnly, bOnly];
}

export const REJECTION: readonly Study[] = [
  {
    method: "McNemar, exact",
    data: "accuracies of 91 %, n = 872",
    measures: "rejection",
    conservative: true,
    trial: (random) => rejects(mcnemarExact(...discordant(random))),
  },
  {
    method: "McNemar, mid-p",
    data: "accuracies of 91 %, n = 872",
    measures: "rejection",
    trial: (random) => rejects(mcnemarMidP(...discordant(random))),
  },
  {
    method: "paired bootstrap",
    data: "F1 of equal models, n = 408",
    measures: "rejection",
    async trial(random, resampling) {
      const [a, b] = pairOf(f1Of, task.draw(random, 408, [model, model]));
      return rejects((await pairedBootstrap(a, b, resampling))?.p_value);
    },
  },
  {
    method: "paired bootstrap",
    data: "equal F1 of unlike models, n = 408",
    measures: "rejection",
    async trial(random, resampling) {
      const [a, b] = pairOf(f1Of, task.draw(random, 408, [model, bolder]));
      return rejects((await pairedBootstrap(a, b, resampling))?.p_value);
    },
  },
  {
    method: "paired bootstrap",
    data: "Matthews of equal models, n = 400",
    measures: "rejection",
    async trial(random, resampling) {
      const [a, b] = pairOf(matthewsOf, task.draw(random, 400, [model, model]));
      return rejects((await pairedBootstrap(a, b, resampling))?.p_value);
    },
  },
  {
    method: "paired bootstrap",
    data: "Pearson 0.85 twice, n = 400",
    measures: "rejection",
    async trial(random, resampling) {
      const [a, b] = pairOf(pearsonOf, scores(random, 400, [0.85, 0.85]));
      return rejects((await pairedBootstrap(a, b, resampling))?.p_value);
    },
  },
  {
    method: "paired bootstrap",
    data: "span F1 of equal models, 400 sentences",
    measures: "rejection",
    async trial(random, resampling) {
      const [a, b] = taggings(random, 400, [tagger, tagger]);
      return rejects((await pairedBootstrap(a, b, resampling))?.p_value);
    },
  },
  {
    method: "randomisation",
    data: "F1 of equal models, n = 408",
    measures: "rejection",
    async trial(random, resampling) {
      const { gold, answers } = task.draw(random, 408, [model, model]);
      return rejects(await randomisationTest(f1Of([...gold, ...gold], answers.flat()), resampling));
    },
  },
  {
    method: "randomisation",
    data: "Matthews of equal models, n = 400",
    measures: "rejection",
    async trial(random, resampling) {
      const { gold, answers } = task.draw(random, 400, [model, model]);
      return rejects(await randomisationTest(matthewsOf([...gold, ...gold], answers.flat()), resampling));
    },
  },
  {
    method: "sign-flip",
    data: "token F1 of equal models, n = 400",
    measures: "rejection",
    trial: async (random, resampling) => rejects(await signFlip(tokenF1Differences(random, 400), resampling)),
  },
  {
    method: "difference in differences",
    data: "equal drops, same rows perturbed, n = 872",
    measures: "rejection",
    async trial(random, resampling) {
      return rejects((await differenceInDifferences(onSameRows(random, 872, DROPS), resampling))?.p_value);
    },
  },
  {
    method: "difference in differences",
    data: "equal drops, other rows, n = 872 and 600",
    measures: "rejection",
    async trial(random, resampling) {
      return rejects((await differenceInDifferences(onOtherRows(random, 872, 600, DROPS), resampling))?.p_value);
    },
  },
];
