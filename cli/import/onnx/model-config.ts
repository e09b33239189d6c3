/** What a config.json says of a model that no graph does. Nothing of it has to be there. */
import * as z from "zod";
import { CliError } from "../../cli-error.ts";

const Count = z.int().positive().optional().catch(undefined);

/** As transformers writes it. */
const Config = z.object({
  architectures: z.array(z.string()).optional().catch(undefined),
  id2label: z.record(z.string().regex(/^\d+$/), z.string()).optional(),
  problem_type: z.string().nullish(),
  num_hidden_layers: Count,
  n_layers: Count, // DistilBERT
  hidden_size: Count,
  dim: Count, // DistilBERT
  vocab_size: Count,
  max_position_embeddings: Count,
  model_type: z.string().optional().catch(undefined),
  _name_or_path: z.string().optional().catch(undefined),
});

export interface ModelConfig {
  /** `BertForSequenceClassification`. */
  modelClass: string | null;
  problemType: string | null;
  /** In the order of their numbers. */
  labels: string[] | undefined;
  layers: number | null;
  width: number | null;
  vocabulary: number | null;
  positions: number | null;
  name: string | undefined;
}

/** Throws CliError for labels that are not numbered from 0 on. */
export function readModelConfig(json: unknown, named: string): ModelConfig {
  const parsed = Config.safeParse(json ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CliError(`${named} is no model's config.json: ${issue!.path.join(".")}: ${issue!.message}`);
  }
  const config = parsed.data;
  const numbers = Object.keys(config.id2label ?? {})
    .map(Number)
    .sort((a, b) => a - b);
  const gap = numbers.findIndex((number, i) => number !== i);
  if (gap !== -1) throw new CliError(`${named} has no label ${gap} in id2label`);
  return {
    modelClass: config.architectures?.[0] ?? null,
    problemType: config.problem_type ?? null,
    labels: config.id2label && numbers.map((number) => config.id2label![number]!),
    layers: config.num_hidden_layers ?? config.n_layers ?? null,
    width: config.hidden_size ?? config.dim ?? null,
    vocabulary: config.vocab_size ?? null,
    positions: config.max_position_embeddings ?? null,
    name: config._name_or_path || undefined,
  };
}
