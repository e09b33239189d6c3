/** A model that teaches, and what a teacher's recipe left behind. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256, versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import { uncutTokenizer } from "../export/hugging-face-tokenizer.ts";
import type { Model } from "../models/model.ts";
import { loadBest } from "./checkpoint.ts";
import { NotTrainedError } from "./errors.ts";

export interface TrainedModel extends Model {
  /** sha256 of its weights. */
  digest: string;
}

/** A teacher as cards name it. */
type Named = NonNullable<Card["teacher"]>;

export interface Teacher {
  model: TrainedModel;
  /** For the card. */
  named: Named;
  /** What it answers, in the order of its logits. */
  labels: readonly string[];
  /** Tags that it gives to tokens besides, likewise. */
  slots?: readonly string[] | undefined;
  /** The suite whose training rows it learnt, the first of them; null of a model that was imported. */
  trainedOn: string | null;
  /** Content of its `tokenizer.json`. */
  tokenizer: string;
  /** What it is by itself, and under which licence. */
  base: Card["base_model"];
  /** Suites that it has learnt from, or what taught it. */
  read: readonly string[];
  /** How the published weights are stored that teach; null where those teach that its training left. */
  storage: Storage | null;
}

/** Where a recipe's checkpoints lie. */
export const checkpointFolder = (out: string, name: string) => join(out, name, "checkpoint");

/**
 * The weights of `<out>/<name>` that were best on dev, as its card names them, and its tokenizer's JSON. Throws NotTrainedError
 * when that recipe has not been run to its end.
 */
export async function trainedTeacher(out: string, name: string): Promise<Teacher> {
  const folder = join(out, name);
  const best = await loadBest(checkpointFolder(out, name));
  if (best === undefined)
    throw new NotTrainedError(`there is no trained model in ${folder}`, { recipe: name, begun: false });
  const card = await readFile(join(folder, CARD_FILE)).catch(() => {
    throw new NotTrainedError(`the model in ${folder} is not finished`, { recipe: name, begun: true });
  });
  const parsed = Card.parse(JSON.parse(card.toString("utf8")));
  const { id, parameters, bytes, labels, slots, licence, trained_on: trainedOn } = parsed;
  const version = await versionOf(card);
  return {
    model: { config: best.config, weights: best.weights, digest: await sha256(best.bytes) },
    named: { id, version, parameters, bytes },
    base: baseOf(id, version, licence),
    labels,
    slots,
    trainedOn,
    tokenizer: await readFile(join(folder, TOKENIZER_FILE), "utf8"),
    read: suitesReadBy(parsed),
    storage: null,
  };
}

/** The suites whose own rows or texts a model has learnt from, as its card says, itself or by what taught it. */
export const suitesReadBy = ({ training }: Pick<Card, "training">): string[] => [
  ...(training?.more_rows ?? []).flatMap(({ suite }) => suite ?? []),
  ...(training?.transfer_suites ?? []),
  ...(training?.inherited_suites ?? []),
];

/** A model of this project's as what another was made from. */
export const baseOf = (id: string, version: string, licence: string): Card["base_model"] => ({
  name: id,
  source: `${id}@${version}`,
  licence,
});

/** Whether two tokenizers, as JSON, cut texts into the same tokens. How they cut and pad whole texts is not theirs to say. */
export const cutAlike = (a: string, b: string): boolean => isDeepStrictEqual(uncutTokenizer(a), uncutTokenizer(b));
