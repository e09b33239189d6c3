import { KINDS } from "../../eval/kinds/index.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { Task } from "../../r2-assets/format/names.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";

/**
 * Throws CliError where a model cannot have been trained on a suite that is known, since it answers something else. Another suite may be
 * anybody's own: nothing is known of it here.
 */
export function refuseOtherSuite(suite: string | undefined, model: { task: Task; labels: readonly string[] }): void {
  const known = suite === undefined || !Object.hasOwn(SUITES, suite) ? undefined : SUITES[suite]!;
  if (known === undefined) return;
  const why =
    known.task === model.task
      ? KINDS[kindOf(known)].labelMismatch(model.labels, { ...known, labels: known.labels && [...known.labels] })
      : `the suite asks for ${known.task}, the model does ${model.task}`;
  if (why !== null) throw new CliError(`--task ${suite}: ${why}`);
}
