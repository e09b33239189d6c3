import { type DynascoreMetric, MEASURE_NAMES, type MeasureName, type MissingMeasures } from "./board.ts";
import type { Contender } from "./contender.ts";
import { dynascore } from "./dynascore.ts";
import { MEASURES } from "./measures.ts";
import { evenWeights, type Weights } from "./weights.ts";

/**
 * Dynascores of the models that have every measure with weight. Without `weights`: half to performance, the rest in equal
 * parts to those of `counting` that differ between the models. An offset grows to the largest value listed, where that is
 * larger: it moves all scores alike, and no cost turns negative.
 */
export function scoreAll(
  contenders: readonly Contender[],
  suites: readonly string[],
  counting: readonly MeasureName[],
  weights?: Weights,
): { scores: Map<Contender, number>; metrics: DynascoreMetric[]; missing: MissingMeasures } {
  const chosen = weights ?? evenWeights(tellingApart(contenders, suites, counting));
  const total = Object.values(chosen).reduce((sum, weight) => sum + weight, 0);
  const names = MEASURE_NAMES.filter((name) => name === "performance" || (chosen[name] ?? 0) > 0);
  const { scores, amrs, offsets, models } = score(contenders, suites, names, chosen);
  return {
    scores: new Map(models.flatMap((model, i) => (scores[i] == null ? [] : [[model, scores[i]]]))),
    metrics: names.map((name, m) => ({
      name,
      unit: MEASURES[name].unit,
      direction: MEASURES[name].better,
      offset: offsets[m]!,
      weight: (chosen[name] ?? 0) / total,
      amrs: amrs[m]!,
    })),
    missing: missingMeasures(contenders, suites, names),
  };
}

function missingMeasures(contenders: readonly Contender[], suites: readonly string[], names: readonly MeasureName[]) {
  const lacking = (name: MeasureName) =>
    contenders.filter((c) => MEASURES[name].value(c, suites) === null).map(({ model }) => model);
  return Object.fromEntries(
    names.map((name) => [name, lacking(name)] as const).filter(([, models]) => models.length > 0),
  ) satisfies MissingMeasures;
}

/** Measures that have an exchange rate among the models that have all of them. */
function tellingApart(contenders: readonly Contender[], suites: readonly string[], names: readonly MeasureName[]) {
  const { amrs } = score(contenders, suites, ["performance", ...names], evenWeights(names));
  return names.filter((_, m) => (amrs[m + 1] ?? 0) > 0);
}

function score(
  contenders: readonly Contender[],
  suites: readonly string[],
  names: readonly MeasureName[],
  weights: Weights,
) {
  const valuesOf = (model: Contender) => names.map((name) => MEASURES[name].value(model, suites));
  const models = contenders.filter((model) => !valuesOf(model).includes(null));
  const columns = names.map((name) => models.map((model) => MEASURES[name].value(model, suites)!));
  const offsets = names.map((name, m) =>
    MEASURES[name].better === "lower" ? Math.max(MEASURES[name].offset, ...columns[m]!) : MEASURES[name].offset,
  );
  const [first, ...others] = names.map((name, m) => ({
    better: MEASURES[name].better,
    offset: offsets[m]!,
    weight: weights[name] ?? 0,
    values: columns[m]!,
  }));
  return { ...dynascore([first!, ...others]), offsets, models };
}
