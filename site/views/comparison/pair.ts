/** Which two models are compared on which suite, where the address leaves something open. */
import type { RunRecord } from "../../../r2-assets/format/run.ts";
import { isSealed } from "../../api/standings.ts";
import { isLowerBetter } from "../../parts/metrics.ts";

/** By suite the newest whole run of each model. */
export type Measured = ReadonlyMap<string, readonly RunRecord[]>;

export interface Asked {
  suite: string | null;
  a: string | null;
  b: string | null;
}

/** `id` of `id@version`. */
const idOf = (ref: string) => ref.split("@")[0]!;

/** Best first; those without a figure last. */
export const bestFirst = (runs: readonly RunRecord[]): RunRecord[] =>
  runs.toSorted((one, other) => worthOf(other) - worthOf(one));

function worthOf({ metrics, primary }: RunRecord): number {
  const value = metrics[primary]?.value ?? null;
  if (value === null) return -Infinity;
  return isLowerBetter(primary) ? -value : value;
}

/**
 * What the address names, the rest filled in: the suite with most models on which those named were measured, and which is not sealed, the most accurate student of the
 * teacher with most students there, that teacher. Null stays what can't be had.
 */
export function fillIn(asked: Asked, measured: Measured, teacherOf: (model: string) => string | null): Asked {
  const named = [asked.a, asked.b].filter((ref) => ref !== null).map(idOf);
  const suite = asked.suite ?? suiteFor(named, measured);
  const runs = bestFirst((suite !== null && measured.get(suite)) || []);
  const models = runs.map(({ model }) => model);
  const teacherHere = (model: string) => {
    const teacher = runs.find((run) => run.model === model)?.teacher?.id ?? teacherOf(model);
    return teacher !== null && models.includes(teacher) ? teacher : null;
  };
  if (asked.a !== null && asked.b !== null) return { ...asked, suite };
  const one = asked.a ?? asked.b;
  if (one !== null) {
    const other = teacherHere(idOf(one)) ?? bestOf(models, (model) => model !== idOf(one), teacherHere, idOf(one));
    return asked.a === null ? { suite, a: other, b: one } : { suite, a: one, b: other };
  }
  const teacher = mostFrequent(models.flatMap((model) => teacherHere(model) ?? []));
  if (teacher === null) return { suite, a: models[0] ?? null, b: models[1] ?? null };
  return { suite, a: models.find((model) => teacherHere(model) === teacher) ?? null, b: teacher };
}

/** A student of `teacher`, else any. */
const bestOf = (
  models: readonly string[],
  passes: (model: string) => boolean,
  teacherHere: (model: string) => string | null,
  teacher: string,
): string | null =>
  models.find((model) => passes(model) && teacherHere(model) === teacher) ?? models.find(passes) ?? null;

function suiteFor(models: readonly string[], measured: Measured): string | null {
  const fitting = [...measured].filter(
    (suite) =>
      !isSealed(suite) && suite[1].length > 1 && models.every((model) => suite[1].some((run) => run.model === model)),
  );
  return fitting.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? null;
}

function mostFrequent(names: readonly string[]): string | null {
  const groups = [...Map.groupBy(names, (name) => name)];
  return groups.toSorted(([, one], [, other]) => other.length - one.length)[0]?.[0] ?? null;
}
