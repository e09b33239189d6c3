/** What a model answers: its head by `architectures`, its task and labels by the rest of `config.json`. */
import { join } from "node:path";
import type { SuiteTask } from "../../../../r2-assets/format/names.ts";
import type { Family, HeadKind } from "./family.ts";
import type { Json } from "./folder-file.ts";
import { unimportable } from "./unimportable.ts";

export interface FolderHead {
  kind: HeadKind;
  task: SuiteTask;
  /** As on a card. */
  labels: readonly string[];
  /** `BertForSequenceClassification` */
  modelClass: string;
}

const HEADS: Readonly<Record<string, HeadKind>> = {
  ForSequenceClassification: "texts",
  ForTokenClassification: "tokens",
  ForQuestionAnswering: "spans",
};

/** Throws UnimportableError with one sentence where there is no head that can be served, or its labels are not all named. */
export function headOf(folder: string, config: Json, { className }: Family): FolderHead {
  const path = join(folder, "config.json");
  const { architectures } = config;
  const modelClass: unknown = Array.isArray(architectures) ? architectures[0] : undefined;
  if (typeof modelClass !== "string")
    return unimportable(`${path} names no class in architectures, so that nobody knows what its head is`);
  const kind = modelClass.startsWith(className) ? HEADS[modelClass.slice(className.length)] : undefined;
  if (kind === undefined) {
    const known = Object.keys(HEADS).map((name) => className + name);
    return unimportable(
      `${path} names the class ${modelClass}, which has no head that answers: models can be ${known.join(", ")}; as an encoder for students it serves without, as encoder.source of a recipe`,
    );
  }
  switch (kind) {
    case "texts":
      return { kind, modelClass, ...ofTexts(path, config) };
    case "tokens":
      return { kind, modelClass, task: "token-classification", labels: labelsIn(path, config) };
    case "spans":
      return { kind, modelClass, task: "question-answering", labels: ["start", "end"] };
  }
}

/** As transformers decides where nobody said: one number is a score. */
function ofTexts(path: string, config: Json): Pick<FolderHead, "task" | "labels"> {
  const labels = labelsIn(path, config);
  const type = config.problem_type ?? (labels.length === 1 ? "regression" : "single_label_classification");
  switch (type) {
    case "regression":
      if (labels.length > 1)
        unimportable(`${path} asks for a regression with ${labels.length} scores; only one can be served`);
      return { task: "text-regression", labels: ["score"] };
    case "single_label_classification":
      if (labels.length === 1)
        unimportable(
          `${path} has one label, ${labels[0]}, and the problem_type ${type}: it would always be the answer`,
        );
      return { task: "text-classification", labels };
    case "multi_label_classification":
      return { task: "multi-label-classification", labels };
    default:
      return unimportable(`${path} has the problem_type ${JSON.stringify(type)}, which transformers does not know`);
  }
}

/** In the order of their ids; LABEL_0 and LABEL_1 where there are none, which transformers leaves out of the file. */
function labelsIn(path: string, { id2label, num_labels }: Json): string[] {
  if (id2label === undefined || id2label === null) {
    const count = typeof num_labels === "number" ? num_labels : 2;
    return Array.from({ length: count }, (_, id) => `LABEL_${id}`);
  }
  if (typeof id2label !== "object") return unimportable(`${path}: id2label is no object`);
  const named = new Map<number, string>();
  for (const [id, label] of Object.entries(id2label)) {
    if (!/^\d+$/.test(id)) unimportable(`${path}: id2label has the id ${JSON.stringify(id)}, which is no number`);
    if (typeof label !== "string" || label === "") unimportable(`${path}: id2label ${id} is no name`);
    named.set(Number(id), label);
  }
  const labels = Array.from({ length: named.size }, (_, id) => {
    return named.get(id) ?? unimportable(`${path}: id2label names ${named.size} labels, but none with the id ${id}`);
  });
  const twice = labels.find((label, i) => labels.indexOf(label) !== i);
  if (twice !== undefined) unimportable(`${path}: id2label names two labels ${twice}`);
  if (labels.length === 0) unimportable(`${path}: id2label is empty`);
  return labels;
}
