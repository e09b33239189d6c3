/** All that the page of results is made of. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Card } from "../../r2-assets/format/card.ts";
import { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { type Ablation, readAblations } from "./ablations.ts";
import { type Experiments, readExperiments } from "./experiments.ts";
import { type Measurement, readLatency } from "./latency.ts";
import { type LowResource, readLowResource } from "./low-resource.ts";
import { type RecordedRun, readRuns } from "./read-runs.ts";
import { readTraining, type TrainingRecords } from "./read-training.ts";
import { readSuccessors, type Successor } from "./successors.ts";

export interface Sources {
  root: string;
  /** Newest first. */
  runs: RecordedRun[];
  /** Of the models that come with the project, by id. */
  cards: Map<string, Card>;
  suites: Map<string, SuiteInfo>;
  training: TrainingRecords;
  /** Models that are to replace others, recorded or not. */
  successors: Successor[];
  latency: Measurement[];
  lowResource: LowResource | undefined;
  ablations: Ablation[];
  experiments: Experiments | undefined;
}

export async function readSources(root: string): Promise<Sources> {
  return {
    root,
    runs: await readRuns(root),
    cards: await readEach(join(root, "r2-assets/models"), "card.json", Card),
    suites: await readEach(join(root, "r2-assets/suites"), "suite.json", SuiteInfo),
    training: await readTraining(join(root, "bench/training")),
    successors: await readSuccessors(),
    latency: await readLatency(),
    lowResource: await readLowResource(root),
    ablations: await readAblations(root),
    experiments: await readExperiments(root),
  };
}

/** Every file of that name, by the id that stands in it. */
async function readEach<T extends { id: string }>(
  folder: string,
  name: string,
  schema: { parse(value: unknown): T },
): Promise<Map<string, T>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(name)).sort();
  const all = files.map(async (file) => schema.parse(JSON.parse(await readFile(join(folder, file), "utf8"))));
  return new Map((await Promise.all(all)).map((one) => [one.id, one]));
}
