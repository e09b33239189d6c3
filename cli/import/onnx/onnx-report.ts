/** What an import of an ONNX file found, for people and as JSON. */
import { relative } from "node:path";
import { DEPLOYED_MEMORY } from "../../../worker/runtime/memory-budgets.ts";
import type { Artefact } from "../../artefact/artefact-folder.ts";
import type { FeaturesReport } from "../../artefact/check-features.ts";
import { calibrationLines } from "../calibration-lines.ts";
import type { Known } from "./known.ts";

/** MiB that models have in a Worker as it is deployed. */
const DEPLOYED = DEPLOYED_MEMORY / 2 ** 20;

export function onnxReport(
  { card, folder, version }: Artefact,
  { opened, head, largest, heapBytes, calibrating }: Known,
  rows: { count: number; labelled: boolean },
  { largestDifference, verdict }: FeaturesReport,
): { lines: string[]; json: object } {
  const { files, graph, measure, tokenizer } = opened;
  const named = (path: string) => (files.folder === undefined ? path : relative(files.folder, path));
  const mebibytes = Math.ceil(heapBytes / 2 ** 20);
  const fits = mebibytes <= DEPLOYED;
  const notes = [...head.notes, ...tokenizer.notes, ...vocabularyNotes(opened.measure.words, largest + 1)];
  const others = files.others.length === 0 ? "" : ` (there are ${files.others.join(", ")}, too: --file)`;
  const elements = Object.entries(measure.elements).map(([type, count]) => `${count.toLocaleString("en")} ${type}`);
  const lines = [
    `${card.id}@${version} is written to ${folder}`,
    `graph          ${named(files.graph)}${others}: opset ${graph.opset}, ${graph.producer ?? "its maker unnamed"}`,
    `answers        ${card.task}${card.labels.length === 0 ? "" : `: ${listed(card.labels)}`}, from ${head.outputs.join(" and ")}`,
    `texts          at most ${card.max_length} tokens`,
    `size           ${(card.bytes / 1e6).toFixed(1)} MB: ${elements.join(", ")}`,
    `rows           ${rows.count}, ${rows.labelled ? "yours" : "built in"}`,
    `onnxruntime    as served it differs from the file by up to ${largestDifference?.toExponential(1) ?? "no finite number"}`,
    "engine         does not run graphs that somebody else made",
    `memory         ${mebibytes} MiB of onnxruntime's heap; ${fits ? `a deployed Worker has ${DEPLOYED}` : `a deployed Worker has ${DEPLOYED} and refuses it: retort serve --model-memory ${mebibytes}`}`,
    ...calibrationLines(calibrating),
    ...notes.map((note) => `note           ${note}`),
    ...(verdict.kind === "refused"
      ? []
      : ["", `retort publish ${folder} --local    # then retort serve: POST /models/${card.id}`]),
  ];
  return {
    lines,
    json: {
      ...{ id: card.id, version, folder, graph: named(files.graph), other_graphs: files.others },
      ...{ task: card.task, labels: card.labels, outputs: head.outputs, max_length: card.max_length },
      ...{ parameters: card.parameters, bytes: card.bytes, storage: card.storage, elements: measure.elements },
      rows,
      ...{
        largest_difference: largestDifference,
        verdict,
        calibration: card.calibration ?? null,
        heap_bytes: heapBytes,
        fits_isolate: fits,
        notes,
      },
    },
  };
}

const MOST_LISTED = 12;
const listed = (labels: readonly string[]) =>
  labels.slice(0, MOST_LISTED).join(", ") + (labels.length > MOST_LISTED ? ", …" : "");

/** A table may have more rows than there are tokens; many more are another vocabulary's. */
function vocabularyNotes(words: number | undefined, ids: number): string[] {
  if (words === undefined)
    return [`no table that looks up ids was found in the graph: ids up to ${ids - 1} were tried`];
  return words - ids > 100
    ? [`the word table has ${words} rows, the tokenizer ${ids} ids: it may be another model's`]
    : [];
}
