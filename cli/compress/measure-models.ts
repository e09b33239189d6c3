/** From models to their figures: published, served, scored on the same rows, held against the teacher, timed in turns. */
import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { join } from "node:path";
import type { FamilyComparison, PairComparison } from "../../eval/reports/comparison.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { describeMachine } from "../bench/machine.ts";
import type { ApiClient } from "../http/client.ts";
import type { Course, Step } from "./course.ts";
import { evaluateModels, registerRows } from "./evaluate-models.ts";
import type { JudgedRows } from "./judged-rows.ts";
import type { CompressOrder } from "./order.ts";
import { withServedModels } from "./serve-models.ts";
import type { Steps } from "./steps.ts";
import { type Timing, timeModels, timingMethod } from "./time-models.ts";
import type { MadeModel } from "./train-models.ts";
import { typicalInputs } from "./typical-inputs.ts";

export interface Measured {
  suite: SuiteInfo;
  /** Of the texts whose answers were timed. */
  tokens: number;
  machine: string;
  /** How times were taken. */
  method: string;
  /** In the order of the models, each. */
  runs: RunRecord[];
  timings: Timing[];
  /** Of the machine meanwhile: processes that wanted a core. */
  load: number;
  /** By perturbation. */
  perturbed: Record<string, RunRecord>[];
  /** Teacher against each student. */
  comparisons: PairComparison[];
}

export type MeasuringSteps = Record<"serve" | "score" | "time", Step>;

/** `models`: the teacher first. Throws CliError where something is refused or fails, Stopped where somebody stopped it. */
export async function measureModels(
  order: CompressOrder,
  judged: JudgedRows,
  models: readonly MadeModel[],
  steps: Steps,
  course: Course,
  step: MeasuringSteps,
): Promise<Measured> {
  const artefacts = models.map(({ artefact }) => artefact);
  const refs = artefacts.map(({ card, version }) => `${card.id}@${version}`);
  const request = (model: string, perturbation?: string) => ({ model, suite: judged.suite.id, perturbation });
  const { promise: served, resolve: isServed } = Promise.withResolvers<void>();
  const serving = course.run(step.serve, () => served);
  const measure = async (api: ApiClient): Promise<Measured> => {
    isServed();
    await serving;
    const { suite, runs, perturbed } = await course.run(step.score, async () => {
      const suite = await registerRows(api, judged);
      const runs = await evaluateModels(
        api,
        refs.map((ref) => request(ref)),
        suite,
      );
      const asked = refs.flatMap((ref) => order.perturbations.map((name) => request(ref, name)));
      const others = await evaluateModels(api, asked, suite);
      const perturbed = refs.map((_, i) =>
        Object.fromEntries(order.perturbations.map((name, k) => [name, others[i * order.perturbations.length + k]!])),
      );
      return { suite, runs, perturbed };
    });
    const { tokens, timings, load } = await timed(api, order, judged, models, refs, steps, course, step.time);
    return {
      ...{ suite, runs, perturbed, tokens, timings, load },
      machine: await describeMachine(true),
      method: timingMethod(models.length),
      comparisons: await comparisonsOf(api, runs),
    };
  };
  return withServedModels(order, artefacts, measure);
}

async function timed(
  api: ApiClient,
  { requests }: CompressOrder,
  judged: JudgedRows,
  models: readonly MadeModel[],
  refs: readonly string[],
  steps: Steps,
  course: Course,
  step: Step,
): Promise<Pick<Measured, "tokens" | "timings" | "load">> {
  const { folder, card } = models[0]!.artefact;
  const file = JSON.parse(await readFile(join(folder, TOKENIZER_FILE), "utf8"));
  const { tokens, inputs } = typicalInputs(judged, createTokenizer(file, { maxLength: card.max_length }), card);
  const digest = await sha256(JSON.stringify([refs, inputs, requests]));
  const known = steps.timed(digest);
  if (known !== undefined) {
    course.skip(step, "done before");
    return { tokens, ...known };
  }
  const timings = await course.run(step, () => timeModels(api, refs, inputs, requests));
  const load = Number(loadavg()[0]!.toFixed(1));
  await steps.noteTimed({ inputs: digest, load, timings });
  const machine = await describeMachine(true);
  for (const [i, { artefact }] of models.entries()) {
    const { n, ...latency } = timings[i]!;
    // As `retort bench` posts it, so that the leaderboard of this state shows it.
    const what = { model: artefact.card.id, version: artefact.version, method: timingMethod(models.length), machine };
    await api.post("/v1/measurements", { ...what, tokens, batch: 1, n, ...latency });
  }
  return { tokens, timings, load };
}

async function comparisonsOf(api: ApiClient, [teacher, ...students]: readonly RunRecord[]): Promise<PairComparison[]> {
  const query = new URLSearchParams({ run_a: teacher!.id });
  for (const { id } of students) query.append("run_b", id);
  const answer = await api.get<PairComparison | FamilyComparison>(`/v1/comparisons?${query}`);
  return "family" in answer ? answer.family : [answer];
}
