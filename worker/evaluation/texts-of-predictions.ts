/**
 * Recorded runs hold no text of their suite (see `Kind.textless`): what they leave out is taken from the suite's rows where
 * those are here.
 */
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { perturbRow } from "../../eval/kinds/perturb-row.ts";
import { perturbationNamed } from "../../eval/perturbations/index.ts";
import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { absentSuite, findSuite } from "../lookups/find-suite.ts";
import type { Predicted } from "../storage/predictions.ts";
import { streamRows } from "../storage/suite-rows.ts";

/** A run, the rows it is on, and what was done to them. */
export type RunOnRows = Predicted & Pick<RunRecord, "suite" | "suite_sha256" | "perturbation">;

/** The predictions with their texts, where there are rows to take them from; the others as they are. */
export async function* restoreTexts<K extends RowKind>(
  env: Env,
  run: RunOnRows,
  kind: K,
  predictions: AsyncIterable<PredictionOf[K]>,
): AsyncGenerator<PredictionOf[K]> {
  const textless: Kind<K>["textless"] = KINDS[kind].textless;
  if (textless === null) return yield* predictions;
  const rows = askedRows(env, run, kind);
  const { info } = await findSuite(env, run.suite);
  for await (const prediction of predictions) {
    const row = textless.is(prediction) ? await rows.of(prediction.id) : undefined;
    yield row === undefined ? prediction : await textless.restored(prediction, row, info);
  }
}

/**
 * The predictions without a text, all of them at once, as one without a place must be told before the first is shown. Throws
 * the 409 problem where there is one, or where rows are needed that are not here.
 */
export async function withoutTexts<K extends RowKind>(
  env: Env,
  run: RunOnRows,
  kind: K,
  predictions: AsyncIterable<PredictionOf[K]>,
): Promise<Iterable<PredictionOf[K]> | AsyncIterable<PredictionOf[K]>> {
  const textless: Kind<K>["textless"] = KINDS[kind].textless;
  if (textless === null) return predictions;
  const rows = askedRows(env, run, kind);
  const { info } = await findSuite(env, run.suite);
  const all: PredictionOf[K][] = [];
  for await (const prediction of predictions) {
    const row = textless.is(prediction) ? null : await rows.of(prediction.id);
    if (row === undefined) throw absentSuite(run.suite);
    const without = row === null ? prediction : await textless.without(prediction, row, info);
    if (typeof without === "string")
      throw new ProblemError(409, "text-unplaced", `${without[0]!.toUpperCase()}${without.slice(1)}.`);
    all.push(without);
  }
  return all;
}

/** A run's rows as its model was asked about them. They are opened when the first is asked for; ids must come in their order. */
function askedRows<K extends RowKind>(env: Env, run: RunOnRows, kind: K) {
  const perturbation = run.perturbation === undefined ? null : perturbationNamed(run.perturbation);
  const asked = (row: RowOf[K]): RowOf[K] | undefined =>
    perturbation === null ? row : ((perturbation && perturbRow(kind, row, perturbation)) ?? undefined);
  let rows: AsyncGenerator<RowOf[K]> | null | undefined;
  let next: RowOf[K] | undefined;
  return {
    /** Undefined: it is not here. */
    async of(id: string): Promise<RowOf[K] | undefined> {
      if (rows === undefined) {
        rows = await streamRows(env.BUCKET, run.suite, run.suite_sha256, kind);
        next = await following();
      }
      while (next !== undefined && next.id < id) next = await following();
      return next?.id === id ? asked(next) : undefined;
    },
  };

  async function following(): Promise<RowOf[K] | undefined> {
    const step = await rows?.next();
    return step === undefined || step.done ? undefined : step.value;
  }
}
