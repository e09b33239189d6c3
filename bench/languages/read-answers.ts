import { type ApiClient, apiClient } from "../../cli/http/client.ts";
import type { TaggingPrediction } from "../../r2-assets/format/prediction.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { readPredictions, readRuns } from "../results/read-runs.ts";

/** A model's newest run on a suite, whole or on a sample, and what it answered, by id; undefined where there is none. */
export type ReadAnswers = (model: string, suite: string) => Promise<Answers | undefined>;
export interface Answers {
  run: RunRecord;
  predictions: TaggingPrediction[];
}

/** From what is recorded under `r2-assets/runs`. */
export async function recordedAnswers(root: string): Promise<ReadAnswers> {
  const runs = await readRuns(root);
  return async (model, suite) => {
    const run = runs.find((one) => one.model === model && one.suite === suite && isPlain(one));
    return run && { run, predictions: byId(await readPredictions(root, "tagging", run)) };
  };
}

/** From a server. */
export async function servedAnswers(url: string): Promise<ReadAnswers> {
  const api = await apiClient({ url });
  return async (model, suite) => {
    const query = new URLSearchParams({ model, suite, limit: "100" });
    const { runs } = await api.get<{ runs: RunRecord[] }>(`/v1/runs?${query}`);
    const run = runs.find(isPlain);
    return run && { run, predictions: byId(await predictionsOf(api, run.id)) };
  };
}

async function predictionsOf(api: ApiClient, run: string): Promise<TaggingPrediction[]> {
  const lines = await (await api.send("GET", `/v1/runs/${run}/predictions`)).text();
  return lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const isPlain = ({ perturbation, limit }: RunRecord): boolean => perturbation === undefined && limit === undefined;

/** One order for all runs, so that the same draws are of the same rows. */
const byId = (predictions: readonly TaggingPrediction[]): TaggingPrediction[] =>
  [...predictions].sort((x, y) => (x.id < y.id ? -1 : 1));
