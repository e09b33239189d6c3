import { existsSync } from "node:fs";
import {
  NotTrainedError,
  OtherEncoderError,
  OtherExperimentError,
  PlaceTakenError,
} from "../../trainer/training/errors.ts";
import { recordedAnswers } from "./answer-files.ts";

/** What went wrong, with the command that helps where there is one. */
export function withAdvice(error: Error): string {
  const advice = adviceOn(error);
  return advice === undefined ? error.message : `${error.message}: ${advice}`;
}

function adviceOn(error: Error): string | undefined {
  if (error instanceof NotTrainedError)
    return error.needed.begun
      ? `run \`retort train ${error.needed.recipe} --resume\``
      : `run \`retort train ${error.needed.recipe}\` first${orItsAnswers(error.needed.recipe)}`;
  if (error instanceof OtherEncoderError)
    return (
      "train it from that one first, " +
      `with \`retort train ${error.needed.start} --set encoder.source=${error.needed.encoder}\``
    );
  if (error instanceof PlaceTakenError) return "continue it with --resume, or begin anew with --restart";
  if (error instanceof OtherExperimentError) return "begin anew with --restart";
}

const orItsAnswers = (recipe: string): string =>
  existsSync(recordedAnswers(recipe)) ? `, or let its answers teach: \`--teacher-logits ${recipe}\`` : "";
