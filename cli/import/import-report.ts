/** What an import found, for people and as JSON. */
import type { Calibrating } from "../../eval/metrics/calibrate.ts";
import type { ImportedModel } from "../../trainer/models/bert/import/import-model.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import type { ParityReport } from "../artefact/parity-report.ts";
import { calibrationLines } from "./calibration-lines.ts";
import type { ImportChecks } from "./check-imported.ts";
import { fittingStorages, fittingStudents } from "./fitting-students.ts";
import type { CheckRows } from "./rows/check-rows.ts";

export interface ImportFindings {
  artefact: Artefact;
  model: ImportedModel;
  rows: CheckRows;
  checks: ImportChecks;
  /** Of f16: what rounding the weights to halves moved of a logit at most. */
  rounding: number | null;
  /** Of a classifier that came with labelled rows. */
  calibrating: Calibrating | null;
}

export function importReport({ artefact, model, rows, checks, rounding, calibrating }: ImportFindings): {
  lines: string[];
  json: object;
} {
  const { card, folder, version } = artefact;
  const { config, head, tokenizer, modelType } = model;
  const { onnxruntime, engine, refusal, fitsIsolate } = checks;
  const notes = [...tokenizer.notes, ...labelNotes(head.labels)];
  const storages = fitsIsolate || engine === null ? [] : fittingStorages(config);
  const students = fitsIsolate ? [] : fittingStudents(config);
  const refused = onnxruntime.verdict.kind === "refused";
  const shape = `${config.layers} layers of ${config.width}, ${config.heads} heads, FFN ${config.ffn}`;
  const narrow = config.embeddingWidth ? `, tables ${config.embeddingWidth} wide` : "";
  const lines = [
    `${card.id}@${version} is written to ${folder}`,
    `model          ${head.modelClass} (${modelType}): ${shape}${narrow}, ${config.vocabulary} words`,
    `answers        ${card.task}, ${head.labels.length === 1 ? "" : `${head.labels.length} labels: `}${listed(head.labels)}`,
    `texts          at most ${card.max_length} tokens`,
    `size           ${card.parameters.toLocaleString("en")} parameters, ${megabytes(card.bytes)} MB as ${card.storage}`,
    `rows           ${onnxruntime.rows}, ${rows.labelled ? "yours" : "built in, whose gold is the model's own answer"}`,
    `onnxruntime    ${compared(onnxruntime)}`,
    `engine         ${engine === null ? `cannot run it: ${refusal}` : compared(engine)}`,
    ...(rounding === null
      ? []
      : [
          `rounding       halves move a logit by up to ${rounding.toExponential(1)}: what is compared is the rounded model`,
        ]),
    ...(rows.labelled && onnxruntime.score.artefact !== null
      ? [
          `${onnxruntime.metric.padEnd(14)} ${onnxruntime.score.artefact.toFixed(4)} on your rows, ${onnxruntime.score.trained?.toFixed(4)} in the folder`,
        ]
      : []),
    ...calibrationLines(calibrating),
    ...notes.map((note) => `note           ${note}`),
    engine === null
      ? `memory         onnxruntime's heap has 48 MiB in a Worker, where a deployment has it at all, and this file alone takes ${megabytes(card.bytes)} MB`
      : fitsIsolate
        ? "memory         fits the 48 MiB that the engine has in a Worker"
        : "memory         does not fit the 48 MiB that the engine has in a Worker: it can teach, and be asked on your own machine (retort serve --model-memory), but not be deployed",
    ...storages.map(({ storage, bytes }) => `would fit      --storage ${storage}: about ${megabytes(bytes)} MB`),
    ...students.map(({ method, bytes }) => `a student      ${method}: about ${megabytes(bytes)} MB as i8`),
    ...(refused
      ? []
      : [
          "",
          `retort publish ${folder} --local    # then retort serve: POST /models/${card.id}`,
          `a recipe's teacher: "${card.id}", its encoder.source: "model:${card.id}"`,
        ]),
  ];
  return {
    lines,
    json: {
      id: card.id,
      version,
      folder,
      model_type: modelType,
      model_class: head.modelClass,
      task: card.task,
      labels: head.labels,
      max_length: card.max_length,
      parameters: card.parameters,
      bytes: card.bytes,
      storage: card.storage,
      rows: { count: onnxruntime.rows, labelled: rows.labelled },
      onnxruntime,
      engine,
      engine_refusal: refusal,
      rounding,
      calibration: card.calibration ?? null,
      fits_isolate: fitsIsolate,
      storages,
      students,
      notes,
    },
  };
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

const MOST_LISTED = 12;
const listed = (labels: readonly string[]) =>
  labels.slice(0, MOST_LISTED).join(", ") + (labels.length > MOST_LISTED ? ", …" : "");

function compared({ largestDifference, labels, flips, verdict }: ParityReport): string {
  const difference = largestDifference === null ? "not finite" : largestDifference.toExponential(1);
  const flipped = labels > 0 ? `, ${flips} of ${labels} answers differ` : "";
  return `logits differ from the folder's by up to ${difference}${flipped}${verdict.kind === "refused" ? `: ${verdict.reason}` : ""}`;
}

const labelNotes = (labels: readonly string[]): string[] =>
  labels.every((label) => /^LABEL_\d+$/.test(label))
    ? ["its labels have no names of their own: name them in id2label of config.json before the import"]
    : [];
