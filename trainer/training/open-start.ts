import { isDeepStrictEqual } from "node:util";
import type { Card } from "../../r2-assets/format/card.ts";
import type { StartModel } from "../methods/method.ts";
import { architectureNamed } from "../models/index.ts";
import { TEXT } from "../recipes/recipe.ts";
import type { TrainingTask } from "../tasks/task.ts";
import { OtherEncoderError } from "./errors.ts";
import type { KeptVocabulary } from "./learnt-tokenizer.ts";
import { namedModel } from "./named-model.ts";
import { loadStart } from "./start-file.ts";
import { cutAlike } from "./trained-model.ts";
import type { Workplace } from "./workplace.ts";

/** What a student's training begins with. */
export interface Start extends StartModel {
  /** For the card. */
  origin: NonNullable<NonNullable<Card["training"]>["start"]>;
  /** sha256 of the weights. */
  digest: string;
  /** Suites that it has learnt from, and its licence, where it was trained on a task. */
  read?: readonly string[];
  licence?: string;
  /** What it reads, where that was learnt for it. */
  vocabulary?: KeptVocabulary;
  /** Throws with one sentence where a student of that encoder would read other words, or another encoder's states. */
  fits(encoder: { source: string; digest: string; tokenizer: string }): void;
}

/**
 * What a recipe's `start` names: the model of a text stage, or a student that was trained on a task, found as teachers are: a step of a ladder from
 * one task to another, without its head, or further on the same one, `task`, with it. Throws with one sentence where there is neither: NotTrainedError where a recipe
 * can make it.
 */
export async function openStart(
  name: string,
  task: Pick<TrainingTask, "suites" | "labels" | "slots"> | null,
  where: Pick<Workplace, "data" | "out" | "models" | "imported">,
  log: (line: string) => void,
): Promise<Start> {
  if (isOnText(name)) {
    const { encoder, ...start } = await loadStart(where.out, name);
    return {
      ...start,
      fits({ source, digest }) {
        if (encoder !== digest)
          throw new OtherEncoderError(`the start ${name} learnt from another encoder than ${source}`, {
            start: name,
            encoder: source,
          });
      },
    };
  }
  const { model, named, tokenizer, read, base, ...made } = await namedModel(name, where, log, "is the start");
  const heads = architectureNamed(model.config).heads;
  const goesOn =
    made.trainedOn !== null &&
    made.trainedOn === task?.suites[0] &&
    isDeepStrictEqual([made.labels, made.slots], [task.labels, task.slots]);
  const left = goesOn ? heads.text : [...heads.task, ...heads.text];
  const weights = [...model.weights].filter(([tensor]) => !left.some((head) => tensor.startsWith(head)));
  return {
    config: model.config,
    weights: new Map(weights),
    ofTask: goesOn,
    origin: { model: `${named.id}@${named.version}` },
    digest: model.digest,
    read,
    ...(base && { licence: base.licence }),
    fits({ source, tokenizer: asked }) {
      if (!cutAlike(tokenizer, asked))
        throw new Error(`the start ${name} has another tokenizer than encoder.source ${source}`);
    },
  };
}

/** Whether a start is the model of a text stage, which has a file of its own kind. */
export const isOnText = (start: string): boolean => start.startsWith(`${TEXT}/`);
