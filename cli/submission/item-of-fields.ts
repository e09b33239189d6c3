import { labelOfText } from "../../eval/labels/label.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import type { SubmissionSuite } from "./read-submission.ts";

const SCORE = "score:";
/** `GET /v1/runs/{id}/predictions` calls it `prediction`, whatever it is. */
const VALUE = {
  classification: "label",
  regression: "score",
  tagging: "tags",
  "question-answering": "answer",
  behavioural: "labels",
};

/**
 * A CSV record as a submission's item: `id`, and by kind of suite `label` (name or index; `score:<label>` columns for its
 * probabilities), `score`, `tags` (spaces between), `answer` with `no_answer_probability`, or `labels` (spaces between, or a JSON array) and `scores` (JSON).
 * `prediction` stands for any of them. What is not there is left out; what makes no sense is left to the server to refuse.
 */
export function itemOfFields(fields: ReadonlyMap<string, string>, suite: SubmissionSuite): Record<string, unknown> {
  const kind = kindOf(suite);
  const name = VALUE[kind];
  const item: Record<string, unknown> = { id: fields.get("id") };
  const value = fields.get(name) ?? fields.get("prediction");
  if (value !== undefined && (value !== "" || kind === "question-answering"))
    item[name] = submittedValue(kind, value, suite);
  if (kind === "question-answering") {
    const probability = fields.get("no_answer_probability");
    if (probability) item.no_answer_probability = numberOr(probability);
  }
  if (kind === "classification") {
    const scores = [...fields].filter(([title, text]) => title.startsWith(SCORE) && text !== "");
    if (scores.length > 0)
      item.scores = Object.fromEntries(scores.map(([title, text]) => [title.slice(SCORE.length), numberOr(text)]));
    const tags = fields.get("tags");
    if (tags) item.tags = words(tags);
  }
  if (kind === "behavioural" && fields.get("scores")) item.scores = jsonOr(fields.get("scores")!);
  return item;
}

function submittedValue(kind: keyof typeof VALUE, text: string, { labels = [] }: SubmissionSuite): unknown {
  switch (kind) {
    case "classification":
      return labelOfText(text, labels);
    case "regression":
      return numberOr(text);
    case "tagging":
      return words(text);
    case "behavioural":
      return words(text).map((label) => (typeof label === "string" ? labelOfText(label, labels) : label));
    case "question-answering":
      return text;
  }
}

/** Words, or a JSON array of them: labels may have spaces. */
function words(text: string): unknown[] {
  const value = jsonOr(text);
  return Array.isArray(value) ? value : text.split(/\s+/).filter((word) => word !== "");
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Text that is no number stays text. */
const numberOr = (text: string) => (text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text));
