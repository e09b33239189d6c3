/** What a graph answers: its task, its outputs and their names, by what was asked for, by config.json, and by what a run gave. */
import type { Given } from "../../../r2-assets/format/graph-face.ts";
import type { Task } from "../../../r2-assets/format/names.ts";
import { CliError } from "../../cli-error.ts";
import type { ModelConfig } from "./model-config.ts";

export interface GraphHead {
  task: Task;
  labels: string[];
  outputs: string[];
  pooling: "graph" | "none";
  /** Numbers a text or token. */
  out: number;
  /** What users should know of how it was found; each one sentence. */
  notes: string[];
}

export interface Asked {
  as?: Task;
  labels?: readonly string[];
  outputs?: readonly string[];
}

const FLOATS = ["float32", "float16"];
const TOKEN_TASKS: readonly Task[] = ["token-classification", "question-answering"];

/**
 * `given`: the outputs of a run with one text that the graph saw as `length` tokens. Throws CliError with one sentence where what is known
 * contradicts itself, or is not enough.
 */
export function chooseHead(
  path: string,
  given: Readonly<Record<string, Given>>,
  length: number,
  { modelClass, problemType, labels: named }: ModelConfig,
  asked: Asked,
): GraphHead {
  const notes: string[] = [];
  const floats = Object.keys(given).filter((name) => FLOATS.includes(given[name]!.type));
  if (floats.length === 0) throw new CliError(`${path} gives no floats`);
  const task = asked.as ?? taskOfClass(path, modelClass, problemType) ?? taskOfOutputs(given, floats);
  if (asked.as === undefined && modelClass === null)
    notes.push(`no config.json says what it is for: by its outputs ${floats.join(", ")} it is taken for ${task}`);
  const outputs = asked.outputs ? [...asked.outputs] : outputsFor(path, task, floats);
  const missing = outputs.find((name) => !floats.includes(name));
  if (missing !== undefined) throw new CliError(`${path} has no output ${missing}: it has ${floats.join(", ")}`);
  if (outputs.length > 1 && task !== "question-answering")
    throw new CliError(`${path}: ${task} reads one output, not ${outputs.join(" and ")}`);

  const shapes = outputs.map((name) => given[name]!.dims);
  const read = shapes.map((dims) => widthOf(dims, length, outputs.length > 1));
  const [first] = read;
  if (first === undefined || read.some((each) => each?.perToken !== first.perToken || each.width !== first.width)) {
    const shown = outputs.map((name, i) => `${name} [${shapes[i]!.join(", ")}]`).join(" and ");
    throw new CliError(
      `${path} gives ${shown} for a text of ${length} tokens, which is neither numbers a text nor a token`,
    );
  }
  const { perToken, width } = first;
  if (task !== "feature-extraction" && perToken !== TOKEN_TASKS.includes(task))
    throw new CliError(
      `${path} gives numbers for each ${perToken ? "token" : "text"} in ${outputs.join(" and ")}, and ${task} needs them for each ${perToken ? "text" : "token"}`,
    );
  const out = width * outputs.length;
  const labels = labelsFor(path, task, out, { asked: asked.labels, named, notes });
  return { task, labels, outputs, pooling: perToken ? "none" : "graph", out, notes };
}

function widthOf(dims: readonly number[], length: number, isColumn: boolean) {
  const [batch, second = 1, third] = dims;
  if (batch !== 1) return undefined;
  if (dims.length === 3) return second === length ? { perToken: true, width: third! } : undefined;
  if (dims.length > 2) return undefined;
  if (isColumn) return second === length ? { perToken: true, width: 1 } : undefined;
  return { perToken: false, width: second };
}

function taskOfClass(path: string, modelClass: string | null, problemType: string | null): Task | undefined {
  if (modelClass === null) return undefined;
  if (modelClass.endsWith("ForTokenClassification")) return "token-classification";
  if (modelClass.endsWith("ForQuestionAnswering")) return "question-answering";
  if (/[a-z]Model$/.test(modelClass)) return "feature-extraction";
  if (!modelClass.endsWith("ForSequenceClassification"))
    throw new CliError(
      `${path} is a ${modelClass} by its config.json, which has no task here: say with --as what it shall do`,
    );
  switch (problemType) {
    case "regression":
      return "text-regression";
    case "multi_label_classification":
      return "multi-label-classification";
    case null:
    case "single_label_classification":
      return "text-classification";
    default:
      throw new CliError(`${path} has the problem_type ${problemType} by its config.json, which is none that is known`);
  }
}

function taskOfOutputs(given: Readonly<Record<string, Given>>, floats: readonly string[]): Task {
  if (spansIn(floats) !== undefined) return "question-answering";
  const logits = floats.find((name) => /logits/.test(name));
  if (logits === undefined) return "feature-extraction";
  return given[logits]!.dims.length === 3 ? "token-classification" : "text-classification";
}

function spansIn(floats: readonly string[]): [string, string] | undefined {
  const [start, end] = ["start", "end"].map((part) => floats.find((name) => name.includes(part)));
  return start === undefined || end === undefined || start === end ? undefined : [start, end];
}

/** A text's own vector goes before its tokens', since how the graph pools is nowhere else to be found. */
const VECTORS = ["sentence_embedding", "last_hidden_state", "token_embeddings"];

function outputsFor(path: string, task: Task, floats: readonly string[]): string[] {
  if (task === "question-answering") {
    const spans = spansIn(floats);
    if (spans !== undefined) return spans;
  }
  const usual = task === "feature-extraction" ? VECTORS : ["logits", "output_0"];
  const chosen = usual.find((name) => floats.includes(name)) ?? (floats.length === 1 ? floats[0] : undefined);
  if (chosen !== undefined) return [chosen];
  throw new CliError(`${path} gives ${floats.join(", ")}: say with --output which is read for ${task}`);
}

const FIXED: Partial<Record<Task, string[]>> = {
  "text-regression": ["score"],
  "question-answering": ["start", "end"],
  "feature-extraction": [],
};

function labelsFor(
  path: string,
  task: Task,
  out: number,
  {
    asked,
    named,
    notes,
  }: { asked: readonly string[] | undefined; named: readonly string[] | undefined; notes: string[] },
): string[] {
  const fixed = FIXED[task];
  if (fixed !== undefined) {
    if (asked !== undefined) throw new CliError(`--labels names classes or tags, which ${task} has none of`);
    if (task !== "feature-extraction" && out !== fixed.length)
      throw new CliError(`${path} gives ${out} numbers, and ${task} reads ${fixed.length}`);
    return fixed;
  }
  if (out < 2 && task === "text-classification")
    throw new CliError(`${path} gives one number, which is a score and no choice: say --as text-regression`);
  const labels = asked ?? named;
  if (labels === undefined) {
    notes.push(`nothing names its ${out} labels: they are called LABEL_0 to LABEL_${out - 1}, as transformers does`);
    return Array.from({ length: out }, (_, i) => `LABEL_${i}`);
  }
  if (labels.length !== out)
    throw new CliError(
      `${path} gives ${out} numbers, but ${asked ? "--labels" : "its config.json"} names ${labels.length} labels`,
    );
  return [...labels];
}
