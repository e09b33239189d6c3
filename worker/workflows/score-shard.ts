/** One shard: rows from the bucket, perturbed, answered, judged; predictions to the bucket. */
import { NonRetryableError } from "cloudflare:workflows";
import { KINDS } from "../../eval/kinds/index.ts";
import { perturbRow } from "../../eval/kinds/perturb-row.ts";
import { perturbationNamed } from "../../eval/perturbations/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { shardKey } from "../../r2-assets/format/keys.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { Env } from "../env.ts";
import { answerRows } from "../pipelines/answer-rows.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { getModel } from "../runtime/models.ts";
import { type EvaluationParams, judgingOf } from "../storage/evaluation-params.ts";
import type { Shard } from "./plan-shards.ts";

/** What a shard's step returns; its predictions lie in the bucket. */
export interface ShardResult {
  key: string;
  bytes: number;
  /** Rows scored. */
  rows: number;
  /** Rows that the perturbation leaves as they are, and which are not scored. */
  unchanged: number;
  /** Spans of a tagger's answers that were repaired. */
  repaired: number;
}

/** Scores shard `k` of the rows under `rowsKey`. A retry overwrites what an earlier attempt wrote. */
export async function scoreShard(
  env: Env,
  params: EvaluationParams,
  rowsKey: string,
  { offset, length, rows, sha256: promised }: Shard,
  k: number,
): Promise<ShardResult> {
  const model = await modelFor(env, params);
  const object = await env.BUCKET.get(rowsKey, { range: { offset, length } });
  if (object === null) throw new NonRetryableError(`the bucket has no ${rowsKey}`);
  const { predictions, repaired } = await predict(params.kind, model, await textOf(object, rowsKey, promised), params);
  const bytes = new TextEncoder().encode(predictions.map((p) => `${JSON.stringify(p)}\n`).join(""));
  const key = shardKey(params.id, k);
  await env.BUCKET.put(key, bytes);
  return { key, bytes: bytes.length, rows: predictions.length, unchanged: rows - predictions.length, repaired };
}

/** The rows as they were when they were planned. */
async function textOf(object: R2ObjectBody, key: string, promised: string): Promise<string> {
  const bytes = await object.bytes();
  if ((await sha256(bytes)) !== promised) throw new NonRetryableError(`${key} has changed since it was planned`);
  return new TextDecoder().decode(bytes);
}

async function predict<K extends RowKind>(kind: K, model: LoadedModel, ndjson: string, params: EvaluationParams) {
  const { row: schema, judge } = KINDS[kind];
  const rows = jsonLines(ndjson).map((line) => schema.parse(line));
  const asked = perturbed(kind, rows, params.perturbation);
  const answers = await answerRows(kind, model, asked, params);
  const suite = judgingOf(params);
  return {
    predictions: asked.map((row, i) => judge(row, answers[i]!, suite)),
    repaired: answers.reduce((sum, answer) => sum + (("repaired" in answer && answer.repaired) || 0), 0),
  };
}

/** The rows that the perturbation changes, changed. */
function perturbed<K extends RowKind>(kind: K, rows: RowOf[K][], name: string | undefined): RowOf[K][] {
  if (name === undefined) return rows;
  const perturbation = perturbationNamed(name);
  if (perturbation === undefined) throw new NonRetryableError(`there is no perturbation ${name} any more`);
  return rows.flatMap((row) => perturbRow(kind, row, perturbation) ?? []);
}

/** The pinned version. Still loading is worth a retry; missing or damaged is not. */
async function modelFor(env: Env, { model: id, version, runtime }: EvaluationParams): Promise<LoadedModel> {
  const lookup = await getModel(env, `${id}@${version}`, runtime);
  switch (lookup.kind) {
    case "missing":
      throw new NonRetryableError(`There is no model ${id}@${version}.`);
    case "damaged":
    case "unsupported":
      throw new NonRetryableError(lookup.detail);
    case "loading":
      throw new Error(`${id}@${version} is still loading`);
    case "found":
      return lookup.model;
  }
}

const jsonLines = (text: string): unknown[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
