/** All that an ONNX model is imported from: its graph and data, its tokenizer, and what is known of it besides. */
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ProtobufError } from "../../../r2-assets/format/protobuf.ts";
import { fileIfThere, jsonIfThere } from "../../../trainer/models/bert/import/folder-file.ts";
import { folderTokenizer } from "../../../trainer/models/bert/import/folder-tokenizer.ts";
import { CliError } from "../../cli-error.ts";
import { findExternal, findOnnx, type OnnxFiles } from "./find-files.ts";
import { type OnnxGraph, readOnnx } from "./graph.ts";
import { type GraphMeasure, measureGraph } from "./measure.ts";
import { type ModelConfig, readModelConfig } from "./model-config.ts";

/** What wasm can have is 4 GiB, and a graph takes about twice its weights. */
const MOST_BYTES = 1.9e9;

/** A file that a version has beside graph and tokenizer. */
export interface External {
  location: string;
  path: string;
  /** What it is called in the version. */
  file: string;
}

export interface OpenedOnnx {
  files: OnnxFiles;
  bytes: Uint8Array;
  graph: OnnxGraph;
  measure: GraphMeasure;
  external: External[];
  config: ModelConfig;
  /** As it lies beside the tokenizer or the graph; undefined where there is none. */
  configFile: Uint8Array | undefined;
  tokenizer: {
    json: string;
    configFile: Uint8Array | undefined;
    /** Tokens of a text that somebody spoke of, at most as many as it makes sense to ask for unasked; undefined where nobody did. */
    said: number | undefined;
    notes: readonly string[];
  };
}

export interface Where {
  file?: string;
  /** A folder; that of the model unless given. */
  tokenizer?: string;
}

/** Throws CliError or UnimportableError with one sentence. */
export async function openFiles(path: string, where: Where): Promise<OpenedOnnx> {
  const files = await findOnnx(path, where.file);
  const bytes = await readFile(files.graph);
  const graph = graphIn(files.graph, bytes);
  const foreign = graph.foreignOperators[0];
  if (foreign !== undefined)
    throw new CliError(`${files.graph} needs the operator ${foreign}, which is neither ONNX's nor onnxruntime's own`);
  const external = await externalOf(files.graph, graph);
  const measure = measureGraph(graph);
  if (measure.parameters === 0) throw new CliError(`${files.graph} holds no weights`);

  const folder = where.tokenizer ?? files.folder;
  if (folder === undefined)
    throw new CliError(`${path} says nothing of its tokenizer: name the folder that has it with --tokenizer`);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory())
    throw new CliError(`--tokenizer ${folder} is not a folder`);
  const [home] = await homesOf(files.folder, folder);
  const json = home && (await jsonIfThere(home, "config.json"));
  const config = readModelConfig(json, join(home ?? folder, "config.json"));
  return {
    ...{ files, bytes, graph, measure, external, config },
    configFile: home === undefined ? undefined : await fileIfThere(home, "config.json"),
    tokenizer: await tokenizerIn(folder, measure.words, config),
  };
}

/** Of these folders those that have a config.json. */
async function homesOf(...folders: (string | undefined)[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (each) => each !== undefined && (await fileIfThere(each, "config.json")) !== undefined),
  );
  return folders.filter((_, i) => found[i]) as string[];
}

function graphIn(path: string, bytes: Uint8Array): OnnxGraph {
  try {
    const graph = readOnnx(bytes);
    if (graph.irVersion > 0 && graph.nodes.length > 0) return graph;
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw new CliError(`${path} is no ONNX file, or cut short: ${error.message}`);
  }
  throw new CliError(`${path} is no ONNX file: it holds no graph`);
}

/** Names that the version's own files have. */
const TAKEN = [
  "model.onnx",
  "card.json",
  "config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "weights.safetensors",
];

async function externalOf(path: string, { constants }: OnnxGraph): Promise<External[]> {
  const locations = [...new Set([...constants.values()].flatMap(({ location }) => location ?? []))];
  const external: External[] = [];
  let total = (await stat(path)).size;
  for (const [i, location] of locations.entries()) {
    const found = await findExternal(path, location);
    const isName = /^[a-z0-9._-]+$/.test(location) && !TAKEN.includes(location);
    external.push({ location, path: found, file: isName ? location : `external-${i}.bin` });
    total += (await stat(found)).size;
  }
  if (total > MOST_BYTES)
    throw new CliError(`${path} has ${(total / 1e6).toFixed(0)} MB with its data, more than onnxruntime-web can hold`);
  return external;
}

/** Longer texts are for those to ask who want them: attention takes the square of their length. */
const LONG = 512;
/** More tokens than any model here has positions: what tokenizers say that have no bound. */
const UNBOUND = 100_000;

async function tokenizerIn(folder: string, words: number | undefined, { positions }: ModelConfig) {
  const shape = {
    vocabulary: words ?? Number.POSITIVE_INFINITY,
    positions: positions ?? Number.POSITIVE_INFINITY,
    tokenTypes: 2,
  };
  const { json, maxLength, notes } = await folderTokenizer(folder, shape);
  const said = maxLength < UNBOUND ? Math.min(maxLength, LONG) : undefined;
  return { json, said, notes, configFile: await fileIfThere(folder, "tokenizer_config.json") };
}
