import { expect, test } from "vitest";
import {
  NotTrainedError,
  OtherEncoderError,
  OtherExperimentError,
  PlaceTakenError,
} from "../../trainer/training/errors.ts";
import { withAdvice } from "./advice.ts";

test.each([
  [
    new NotTrainedError("there is no trained model in out/a", { recipe: "sst2/teacher", begun: false }),
    "there is no trained model in out/a: run `retort train sst2/teacher` first",
  ],
  [
    new NotTrainedError("the model in out/a is not finished", { recipe: "sst2/teacher", begun: true }),
    "the model in out/a is not finished: run `retort train sst2/teacher --resume`",
  ],
  [
    new OtherEncoderError("the start text/a learnt from another encoder than b", { start: "text/a", encoder: "b" }),
    "the start text/a learnt from another encoder than b: train it from that one first, with `retort train text/a --set encoder.source=b`",
  ],
  [
    new PlaceTakenError("out/a holds a run"),
    "out/a holds a run: continue it with --resume, or begin anew with --restart",
  ],
  [new OtherExperimentError("the checkpoint is another's"), "the checkpoint is another's: begin anew with --restart"],
  [new Error("cannot read a"), "cannot read a"],
])("%s", (error, sentence) => {
  expect(withAdvice(error)).toBe(sentence);
});
