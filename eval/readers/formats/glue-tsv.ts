/** GLUE's files as the official archives have them: tab-separated, without any quoting, but for CoLA under a line of titles. */
import type { SourceItem } from "./source-item.ts";

interface Columns {
  text_a: string;
  text_b?: string;
  label: string;
  /** Of a file without a line of titles: its columns. */
  titles?: readonly string[];
  /** `index`: labels are 0, 1, …; `score`: numbers. Else they are names. */
  labels?: "index" | "score";
  /** The id is `<task>-<this column>`. */
  id?: string;
  /** Blanks around texts are no part of them. */
  trimmed?: true;
  /** The official file has lines that are broken; every reader leaves them out. */
  brokenLines?: true;
}

const NLI: Columns = { text_a: "sentence1", text_b: "sentence2", label: "label" };

const COLUMNS = {
  sst2: { text_a: "sentence", label: "label", labels: "index", trimmed: true },
  cola: { text_a: "sentence", label: "label", labels: "index", titles: ["source", "label", "mark", "sentence"] },
  mrpc: { text_a: "#1 String", text_b: "#2 String", label: "Quality", labels: "index" },
  rte: NLI,
  stsb: { text_a: "sentence1", text_b: "sentence2", label: "score", labels: "score" },
  wnli: { ...NLI, labels: "index" },
  qnli: { text_a: "question", text_b: "sentence", label: "label" },
  mnli: { ...NLI, label: "gold_label" },
  qqp: {
    text_a: "question1",
    text_b: "question2",
    label: "is_duplicate",
    labels: "index",
    id: "id",
    brokenLines: true,
  },
} as const satisfies Record<string, Columns>;

export type GlueTask = keyof typeof COLUMNS;

/**
 * Yields `{id?, text_a, text_b?, label}` a line. Rows without an id of their own are numbered by the reader that takes them.
 * One problem where the titles are not those of the task.
 */
export function* glueItems(tsv: string, task: GlueTask): Generator<SourceItem> {
  const spec: Columns = COLUMNS[task];
  const lines = tsv.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  const titles = spec.titles ?? lines[0]?.split("\t") ?? [];
  const first = spec.titles ? 0 : 1;
  const wanted = [spec.text_a, spec.text_b, spec.label, spec.id];
  const absent = wanted.find((title) => title !== undefined && !titles.includes(title));
  if (absent !== undefined) return yield { line: 1, problem: `there is no column ${absent}` };
  const [a, b, l, i] = wanted.map((title) => (title === undefined ? -1 : titles.indexOf(title))) as [
    number,
    number,
    number,
    number,
  ];
  for (let at = first; at < lines.length; at++) {
    const line = at + 1;
    const fields = lines[at]!.split("\t");
    const label = labelOf(fields[l], spec.labels);
    const texts = [fields[a], ...(b < 0 ? [] : [fields[b]])].map((text) => (spec.trimmed ? text?.trim() : text));
    if (fields.length !== titles.length || label === undefined || texts.some((text) => !text?.trim())) {
      if (spec.brokenLines) continue;
      yield { line, problem: `expected ${titles.length} columns with ${expected(spec)}` };
      continue;
    }
    const [text_a, text_b] = texts;
    yield {
      line,
      value: { ...(i >= 0 && { id: `${task}-${fields[i]}` }), text_a, ...(text_b !== undefined && { text_b }), label },
    };
  }
}

function labelOf(field: string | undefined, kind: Columns["labels"]): string | number | undefined {
  if (field === undefined || field.trim() === "") return undefined;
  if (kind === undefined) return field;
  if (kind === "index") return /^\d+$/.test(field) ? Number(field) : undefined;
  return Number.isFinite(Number(field)) ? Number(field) : undefined;
}

const expected = ({ text_b, labels }: Columns) =>
  `${text_b === undefined ? "a text" : "two texts"} and ${labels === "index" ? "a label's index" : labels === "score" ? "a number" : "a label"}`;
