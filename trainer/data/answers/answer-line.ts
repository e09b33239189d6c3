/** What a line of a file says that a teacher answered: logits, or the probabilities of a recorded run, of `retort predict`, of a submission. */
import * as z from "zod";
import { parseWithExactIds } from "../../../r2-assets/format/exact-json.ts";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import type { SuiteTask } from "../../../r2-assets/format/names.ts";
import { RowId } from "../../../r2-assets/format/rows.ts";

const Line = z.object({
  id: RowId,
  /** In the order of the task's labels. */
  logits: z.array(z.number()).optional(),
  /** Probability by label. */
  scores: z.record(z.string(), z.number()).nullish(),
  /** Of a run: a label, a regression's number; null where there is none. */
  prediction: z.unknown().optional(),
  /** A regression's number, of `retort predict` and submissions. */
  score: z.unknown().optional(),
  /** `id@version`, of `retort predict`. */
  model: z.string().optional(),
  /** The first digits of the text's SHA-256 (`textDigest`), where an id does not say for ever which text it is. */
  text_sha256: z
    .string()
    .regex(/^[0-9a-f]{4,64}$/, { error: "takes 4 to 64 hexadecimal digits" })
    .optional(),
  error: z.string().optional(),
});
type Line = z.infer<typeof Line>;

/** Who is asked: labels in the order of logits, `["score"]` of a regression. */
export interface Asked {
  task: SuiteTask;
  labels: readonly string[];
}

export interface LineAnswer {
  id: string;
  /** Null where the row got no answer: a run's errors. */
  logits: readonly number[] | null;
  /** Whether the line has probabilities in place of logits. */
  fromProbabilities: boolean;
  /** Who answered, where the line says so. */
  model?: string;
  /** The first digits of the text's SHA-256, where the line has them. */
  textSha256?: string;
}

/** The answer, or what is wrong with the line. */
export function answerOfLine(text: string, asked: Asked): LineAnswer | string {
  let value: unknown;
  try {
    value = parseWithExactIds(text);
  } catch {
    return /\b(NaN|Infinity)\b/.test(text) ? "holds a number that is not finite" : "is not valid JSON";
  }
  const parsed = Line.safeParse(value);
  if (!parsed.success) return firstIssue(parsed.error);
  const line = parsed.data;
  const { id, model, text_sha256 } = line;
  const logits = line.error === undefined ? logitsOf(line, asked) : null;
  if (typeof logits === "string") return logits;
  if (logits?.some((x) => !Number.isFinite(Math.fround(x)))) return "holds a number that is not finite";
  const fromProbabilities = logits !== null && line.logits === undefined && asked.task !== "text-regression";
  return {
    ...{ id, logits, fromProbabilities },
    ...(model !== undefined && { model }),
    ...(text_sha256 !== undefined && { textSha256: text_sha256 }),
  };
}

function logitsOf(
  { logits, scores, prediction, score }: Line,
  { task, labels }: Asked,
): readonly number[] | null | string {
  if (logits !== undefined)
    return logits.length === labels.length
      ? logits
      : `logits has ${logits.length} numbers, one a label would be ${labels.length} (${labels.join(", ")})`;
  if (task === "text-regression") {
    const number = score ?? prediction;
    if (number === null) return null;
    return typeof number === "number" ? [number] : "has neither logits nor a score";
  }
  if (scores === undefined) return "has neither logits nor scores by label";
  return scores === null ? null : logitsOfProbabilities(scores, { task, labels });
}

function logitsOfProbabilities(scores: Readonly<Record<string, number>>, { task, labels }: Asked): number[] | string {
  const names = Object.keys(scores);
  if (names.length !== labels.length || !labels.every((label) => Object.hasOwn(scores, label)))
    return `scores is of ${names.join(", ")}, the task's labels are ${labels.join(", ")}`;
  const several = task === "multi-label-classification";
  const odd = labels.find((label) => !(scores[label] > 0 && (several ? scores[label] < 1 : scores[label] <= 1)));
  if (odd !== undefined)
    return `scores.${odd} is ${scores[odd]}: a logit is the logarithm of a number above 0 and ${several ? "below" : "up to"} 1`;
  const probabilities = labels.map((label) => scores[label]);
  return several ? probabilities.map((p) => Math.log(p) - Math.log1p(-p)) : centredLogs(probabilities);
}

/**
 * Logits of probabilities: `log p` less its mean over the labels. Softmax gives p back, at any temperature what it would give of the
 * logits that p is of: these differ by one number for all labels, of which p says nothing, and which is 0 where logits are centred.
 */
function centredLogs(probabilities: readonly number[]): number[] {
  const logs = probabilities.map(Math.log);
  const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
  return logs.map((x) => x - mean);
}
