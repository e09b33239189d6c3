/** The artefact of an imported graph. */
import { readFile } from "node:fs/promises";
import { Card } from "../../../r2-assets/format/card.ts";
import { sha256 } from "../../../r2-assets/format/digest.ts";
import {
  CARD_FILE,
  CONFIG_FILE,
  GRAPH_FILE,
  TOKENIZER_CONFIG_FILE,
  TOKENIZER_FILE,
} from "../../../r2-assets/format/keys.ts";
import type { OnnxArchitecture } from "../../../r2-assets/format/onnx-architecture.ts";
import { uncutTokenizer } from "../../../trainer/export/hugging-face-tokenizer.ts";
import { pretty, writeWhole } from "../../../trainer/export/write-artefact.ts";
import { codeVersion } from "../../local/code-version.ts";
import { licenceIn } from "../artefact-place.ts";
import type { Known, OnnxOptions } from "./known.ts";

/** Graph and data are the bytes that were found. */
export async function writeOnnx(folder: string, known: Known, options: OnnxOptions & { name: string }): Promise<void> {
  const { opened, head, maxLength, calibrating } = known;
  const { measure, config, tokenizer } = opened;
  const data = await Promise.all(opened.external.map(async ({ file, path }) => [file, await readFile(path)] as const));
  const weights = new Map<string, Uint8Array>([[GRAPH_FILE, opened.bytes], ...data]);
  const files = new Map<string, Uint8Array>([
    ...weights,
    [TOKENIZER_FILE, new TextEncoder().encode(JSON.stringify(uncutTokenizer(tokenizer.json)))],
    ...(tokenizer.configFile ? [[TOKENIZER_CONFIG_FILE, tokenizer.configFile] as const] : []),
    ...(opened.configFile ? [[CONFIG_FILE, opened.configFile] as const] : []),
  ]);
  const digests: Card["files"] = {};
  for (const [name, bytes] of files) digests[name] = { sha256: await sha256(bytes), bytes: bytes.length };
  const { id, name, task, licence, description } = options;
  const found = licence ?? (opened.files.folder && (await licenceIn(opened.files.folder))) ?? "not stated";
  const card = Card.parse({
    format: 1,
    id,
    task: head.task,
    trained_on: task ?? null,
    method: "imported",
    description: description ?? `${name}, an ONNX graph that was made elsewhere`,
    teacher: null,
    base_model: { name: config.name ?? name, source: "an ONNX file", licence: found },
    licence: found,
    labels: head.labels,
    ...(calibrating?.kind === "fitted" && { calibration: calibrating.calibration }),
    max_length: maxLength,
    architecture: architectureOf(known),
    storage: measure.storage,
    parameters: measure.parameters,
    bytes: [...weights.values()].reduce((sum, { length }) => sum + length, 0),
    training: null,
    imported: {
      from: "onnx",
      model_class: config.modelClass,
      sha256: await digestOf(weights, digests),
      code: await codeVersion(),
    },
    files: digests,
  } satisfies Card);
  await writeWhole(folder, files.set(CARD_FILE, pretty(card)));
}

/** Of one file its own; of several over theirs in the order of their names. */
const digestOf = async (weights: ReadonlyMap<string, Uint8Array>, digests: Card["files"]): Promise<string> => {
  const all = [...weights.keys()].sort().map((name) => digests[name]!.sha256);
  return all.length === 1 ? all[0]! : await sha256(all.join(""));
};

function architectureOf({ opened, face, head, probed, largest, heapBytes }: Known): OnnxArchitecture {
  const { graph, measure, config } = opened;
  return {
    kind: "onnx",
    inputs: face.inputs,
    outputs: face.outputs,
    length: face.length,
    embeddings: {
      word: { rows: measure.words ?? largest + 1 },
      ...(config.positions !== null && { position: { rows: config.positions } }),
      ...(probed.tokenTypes !== undefined && { token_type: { rows: probed.tokenTypes } }),
    },
    pooling: head.pooling,
    head: { kind: "graph", out: head.out },
    layers: config.layers,
    width: config.width,
    opset: graph.opset,
    ir_version: graph.irVersion,
    producer: graph.producer,
    elements: measure.elements,
    multiplied: measure.multiplied,
    heap_bytes: heapBytes,
    external: face.external,
  };
}
