/** An ONNX file that somebody else made, with its tokenizer, as an artefact: served as it is by onnxruntime. */
import { basename, join, resolve } from "node:path";
import type { GraphFace } from "../../../r2-assets/format/graph-face.ts";
import { numbersOf } from "../../../r2-assets/format/graph-face.ts";
import { UnimportableError } from "../../../trainer/models/bert/import/unimportable.ts";
import { writeReferenceLogits } from "../../../trainer/tasks/reference-logits.ts";
import { writeReferenceFeatures } from "../../artefact/check-features.ts";
import { CliError } from "../../cli-error.ts";
import { refuseTaken, soundArtefact } from "../artefact-place.ts";
import { TEXTS } from "../rows/built-in-texts.ts";
import { builtInRows, questionsOf } from "../rows/check-rows.ts";
import { ownRows } from "../rows/own-rows.ts";
import { checkOnnx } from "./check-onnx.ts";
import { chooseHead, type GraphHead } from "./choose-head.ts";
import { inputsOf } from "./graph-inputs.ts";
import type { Known, OnnxOptions } from "./known.ts";
import { onnxReport } from "./onnx-report.ts";
import { type OpenedOnnx, openFiles } from "./open-files.ts";
import { feedsFor, longestText, probe, ran } from "./probe.ts";
import { refuseProbabilities } from "./refuse-probabilities.ts";
import { tryGraph } from "./trial.ts";
import { writeOnnx } from "./write-onnx.ts";

/** Throws CliError with one sentence where it cannot be served as it is. */
export async function importOnnx(path: string, options: OnnxOptions): Promise<void> {
  refuseTaken(options);
  const opened = await openFiles(path, options).catch((error: unknown) => {
    throw error instanceof UnimportableError ? new CliError(error.message) : error;
  });
  const { graph: file } = opened.files;
  const inputs = inputsOf(opened.graph, file);
  const maxLength = Math.min(opened.tokenizer.maxLength, inputs.length ?? Number.POSITIVE_INFINITY);
  const tokenizer = opened.tokenizer.opened;
  const probed = await probe(file, opened.external, inputs, tokenizer);
  const head = chooseHead(file, probed.given, probed.length, opened.config, options);
  const external = opened.external.map(({ location, file }) => ({ location, file }));
  const face = { ...inputs, ...head, head: { kind: "graph" as const, out: head.out }, external };

  const questions = await questionsFor(options, head, opened);
  const longest = longestText(tokenizer, maxLength);
  const all = [longest, ...questions.encodings];
  const runs = all.map((each) => feedsFor(inputs, each, tokenizer));
  const result = await tryGraph({ graph: file, external: opened.external, runs });
  if (!result.opened) throw new CliError(`${file} cannot be served: ${result.reason}`);
  const given = result.runs.map((each, i) =>
    ran(
      each,
      i === 0 ? `${file} does not take texts of ${maxLength} tokens (see --max-length)` : `${file} does not run`,
    ),
  );
  const [, ...numbers] = given.map(({ outputs }, i) => numbersIn(file, face, outputs, all[i]!.ids.length));
  refuseProbabilities(file, opened.graph, head, numbers);

  const known: Known = { opened, face, head, probed, maxLength, heapBytes: result.heapBytes };
  const folder = join(options.out, options.id);
  await questions.write(folder, numbers);
  await writeOnnx(folder, known, { ...options, name: options.name ?? basename(resolve(path)).replace(/\.onnx$/, "") });
  const artefact = await soundArtefact(folder);
  const check = await checkOnnx(artefact);
  const report = onnxReport(artefact, known, { count: check.rows, labelled: options.rows !== undefined }, check);
  console.log(options.json ? JSON.stringify(report.json, null, 2) : report.lines.join("\n"));
  if (check.verdict.kind === "refused")
    throw new CliError(`${options.id} is not served as it is: ${check.verdict.reason}`);
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
async function questionsFor({ rows }: OnnxOptions, { task, labels }: GraphHead, { tokenizer: { opened } }: OpenedOnnx) {
  if (task !== "feature-extraction") {
    const checked = rows === undefined ? builtInRows(task, labels) : await ownRows(rows, task, labels);
    const questions = questionsOf(checked, opened, labels);
    return {
      encodings: questions.encodings,
      write: (folder: string, numbers: readonly Float32Array[]) =>
        writeReferenceLogits(folder, questions.references(numbers)),
    };
  }
  if (rows !== undefined) throw new CliError("--rows says what is right, and of vectors none is");
  return {
    encodings: TEXTS.map((text) => opened.encode(text)),
    write: (folder: string, numbers: readonly Float32Array[]) =>
      writeReferenceFeatures(
        folder,
        TEXTS.map((text, i) => ({ text, numbers: [...numbers[i]!] })),
      ),
  };
}
