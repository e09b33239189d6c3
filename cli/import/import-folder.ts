/** A folder that `transformers` saved, as an artefact. */
import { basename, join, resolve } from "node:path";
import { modelAsStored } from "../../trainer/export/as-stored.ts";
import { exportModel } from "../../trainer/export/export-model.ts";
import { writeArtefact } from "../../trainer/export/write-artefact.ts";
import { type ImportedModel, importModel } from "../../trainer/models/bert/import/import-model.ts";
import { UnimportableError } from "../../trainer/models/bert/import/unimportable.ts";
import { architectureOf } from "../../trainer/models/describe.ts";
import { calibrationOf } from "../../trainer/tasks/calibration-of.ts";
import { writeReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { CliError } from "../cli-error.ts";
import { codeVersion } from "../local/code-version.ts";
import { forget, licenceIn, refuseTaken, soundArtefact } from "./artefact-place.ts";
import { checkImported } from "./check-imported.ts";
import type { Importer, ImportOptions } from "./import-options.ts";
import { importReport } from "./import-report.ts";
import { largestDifference, referenceOf } from "./reference.ts";
import { builtInRows } from "./rows/check-rows.ts";
import { ownRows } from "./rows/own-rows.ts";
import { refuseOtherSuite } from "./suite-fits.ts";

export const importFolder: Importer = async (path, options) => {
  refuseTaken(options);
  const say = options.json ? () => {} : (line: string) => console.error(`import: ${line}`);
  const model = await importModel(path).catch((error: unknown) => {
    throw error instanceof UnimportableError ? new CliError(error.message) : error;
  });
  const { task, labels } = model.head;
  refuseOtherSuite(options.task, model.head);
  const rows = options.rows === undefined ? builtInRows(task, labels) : await ownRows(options.rows, task, labels);

  say(`${model.head.modelClass} is read; its answers to ${rows.rows.length} rows are computed`);
  const own = await referenceOf(model, model.weights, rows);
  // In halves a model is another one, by more than a comparison in floats allows: that one is compared with, as of models trained here.
  const architecture = architectureOf(model.config);
  const { storage } = options;
  const weights = storage === "f16" ? modelAsStored(architecture, model.weights, storage) : model.weights;
  const reference = storage === "f16" ? await referenceOf(model, weights, rows) : own;

  const calibrating = options.rows === undefined ? null : calibrationOf(model.head, reference, basename(options.rows));

  const folder = join(options.out, options.id);
  await writeReferenceLogits(folder, reference);
  await writeArtefact(folder, {
    model: exportModel({ architecture, tensors: weights, storage, task }),
    tokenizer: model.tokenizer.json,
    card: {
      ...(await cardFields(path, model, options)),
      ...(calibrating?.kind === "fitted" && { calibration: calibrating.calibration }),
    },
  });
  say("it is written; onnxruntime and the engine answer the same rows");
  const artefact = await soundArtefact(folder);
  const checks = await checkImported(artefact, reference);
  const rounding = storage === "f16" ? largestDifference(own, reference) : null;
  const report = importReport({ artefact, model, rows, checks, rounding, calibrating });
  if (options.json) console.log(JSON.stringify(report.json, null, 2));
  else console.log(report.lines.join("\n"));
  if (checks.onnxruntime.verdict.kind === "refused") {
    await forget(artefact);
    const hint = storage === "i8" ? "; --storage f16 or f32 keeps its answers" : "";
    throw new CliError(
      `${options.id} does not answer as its folder does, and is not kept: ${checks.onnxruntime.verdict.reason}${hint}`,
    );
  }
};

async function cardFields(path: string, model: ImportedModel, { id, name, licence, task, description }: ImportOptions) {
  const { head, tokenizer, digest } = model;
  const known = licence ?? (await licenceIn(path)) ?? "not stated";
  const called = name ?? basename(resolve(path));
  return {
    id,
    task: head.task,
    trained_on: task ?? null,
    method: "imported" as const,
    description: description ?? `${called}, a ${head.modelClass} that was trained elsewhere`,
    teacher: null,
    base_model: { name: called, source: "a folder that transformers saved", licence: known },
    licence: known,
    labels: [...head.labels],
    max_length: tokenizer.maxLength,
    training: null,
    imported: {
      from: "hugging-face" as const,
      model_class: head.modelClass,
      sha256: digest,
      code: await codeVersion(),
    },
  };
}
