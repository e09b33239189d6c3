/** An ONNX file that somebody else made, with its tokenizer, as an artefact: served as it is by onnxruntime. */
import { basename, join, resolve } from "node:path";
import type { GraphFace } from "../../../r2-assets/format/graph-face.ts";
import { numbersOf } from "../../../r2-assets/format/graph-face.ts";
import { createTokenizer, type TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { UnimportableError } from "../../../trainer/models/bert/import/unimportable.ts";
import { calibrationOf } from "../../../trainer/tasks/calibration-of.ts";
import { writeReferenceLogits } from "../../../trainer/tasks/reference-logits.ts";
import { writeReferenceFeatures } from "../../artefact/check-features.ts";
import { CliError } from "../../cli-error.ts";
import { forget, refuseTaken, soundArtefact } from "../artefact-place.ts";
import { TEXTS } from "../rows/built-in-texts.ts";
import { builtInRows, questionsOf } from "../rows/check-rows.ts";
import { ownRows } from "../rows/own-rows.ts";
import { refuseOtherSuite } from "../suite-fits.ts";
import { checkOnnx } from "./check-onnx.ts";
import { chooseHead, type GraphHead } from "./choose-head.ts";
import { inputsOf } from "./graph-inputs.ts";
import type { Known, OnnxOptions } from "./known.ts";
import { librarySays } from "./library-says.ts";
import { onnxReport } from "./onnx-report.ts";
import { type OpenedOnnx, openFiles } from "./open-files.ts";
import { longestTaken, outputsFor, probe, type Subject } from "./probe.ts";
import { refuseProbabilities } from "./refuse-probabilities.ts";
import { openTrial, type Trial, type TrialGraph } from "./trial.ts";
import { writeOnnx } from "./write-onnx.ts";

/** Throws CliError with one sentence where it cannot be served as it is. */
export async function importOnnx(path: string, options: OnnxOptions): Promise<void> {
  refuseTaken(options);
  const opened = await openFiles(path, options).catch((error: unknown) => {
    throw error instanceof UnimportableError ? new CliError(error.message) : error;
  });
  const file = opened.files.graph;
  const inputs = inputsOf(opened.graph, file);
  const trial = await trialOf(file, opened, { asServed: false });
  try {
    const known = await knownOf({ path: file, trial, inputs }, opened, options);
    const folder = join(options.out, options.id);
    await known.writeReference(folder);
    await writeOnnx(folder, known, {
      ...options,
      name: options.name ?? basename(resolve(path)).replace(/\.onnx$/, ""),
    });
    const artefact = await soundArtefact(folder);
    const check = await checkOnnx(artefact);
    const report = onnxReport(artefact, known, { count: check.rows, labelled: options.rows !== undefined }, check);
    console.log(options.json ? JSON.stringify(report.json, null, 2) : report.lines.join("\n"));
    if (check.verdict.kind === "refused") {
      await forget(artefact);
      throw new CliError(`${options.id} does not answer as its graph does, and is not kept: ${check.verdict.reason}`);
    }
  } finally {
    await trial.close();
  }
}

async function trialOf(path: string, { external }: OpenedOnnx, how: Pick<TrialGraph, "asServed">): Promise<Trial> {
  const opening = await openTrial({ graph: path, external, ...how });
  if (opening.kind === "open") return opening.trial;
  throw new CliError(`${path} cannot be served: ${librarySays(opening.reason)}`);
}

/** What the runtime's heap grows by, with one text as long as they may be. */
async function heapBytes(subject: Subject, opened: OpenedOnnx, maxLength: number): Promise<number> {
  const trial = await trialOf(subject.path, opened, { asServed: true });
  try {
    await longestTaken({ ...subject, trial }, maxLength);
    return trial.heapBytes();
  } finally {
    await trial.close();
  }
}

async function knownOf(tried: Omit<Subject, "tokenizer">, opened: OpenedOnnx, options: OnnxOptions): Promise<Known> {
  const { path, inputs } = tried;
  const { json, said } = opened.tokenizer;
  const cutAt = (maxLength: number) => createTokenizer(JSON.parse(json), { maxLength });
  const subject = { ...tried, tokenizer: cutAt(Math.min(16, inputs.length ?? 16)) };
  const probed = await probe(subject);
  const head = chooseHead(path, probed.given, probed.length, opened.config, options);
  refuseOtherSuite(options.task, head);
  const maxLength = await longestTaken(subject, options.maxLength, said);
  const tokenizer = cutAt(maxLength);

  const external = opened.external.map(({ location, file }) => ({ location, file }));
  const face = { ...inputs, ...head, head: { kind: "graph" as const, out: head.out }, external };
  const questions = await questionsFor(options, head, tokenizer);
  const given = await outputsFor({ ...tried, tokenizer }, questions.encodings, `${path} does not run`);
  const numbers = given.map((outputs, i) => numbersIn(path, face, outputs, questions.encodings[i]!.ids.length));
  refuseProbabilities(path, opened.graph, head, numbers);
  return {
    ...{
      opened,
      face,
      head,
      probed,
      maxLength,
      largest: tokenizer.largest.id,
      heapBytes: await heapBytes({ ...tried, tokenizer }, opened, maxLength),
    },
    calibrating: questions.calibrating(numbers),
    writeReference: (folder) => questions.write(folder, numbers),
  };
}

function numbersIn(
  path: string,
  face: GraphFace,
  outputs: Parameters<typeof numbersOf>[1],
  tokens: number,
): Float32Array {
  try {
    return numbersOf(face, outputs, tokens).slice();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CliError(`${path}: ${error.message}`);
  }
}

/** What the graph is asked, and how its numbers are kept, for `publish` to hold against what is served. */
async function questionsFor({ rows }: OnnxOptions, { task, labels }: GraphHead, tokenizer: TextTokenizer) {
  if (task !== "feature-extraction") {
    const checked = rows === undefined ? builtInRows(task, labels) : await ownRows(rows, task, labels);
    const questions = questionsOf(checked, tokenizer, labels);
    return {
      encodings: questions.encodings,
      calibrating: (numbers: readonly Float32Array[]) =>
        rows === undefined ? null : calibrationOf({ task, labels }, questions.references(numbers), basename(rows)),
      write: (folder: string, numbers: readonly Float32Array[]) =>
        writeReferenceLogits(folder, questions.references(numbers)),
    };
  }
  if (rows !== undefined) throw new CliError("--rows says what is right, and of vectors none is");
  return {
    encodings: TEXTS.map((text) => tokenizer.encode(text)),
    calibrating: () => null,
    write: (folder: string, numbers: readonly Float32Array[]) =>
      writeReferenceFeatures(
        folder,
        TEXTS.map((text, i) => ({ text, numbers: [...numbers[i]!] })),
      ),
  };
}
