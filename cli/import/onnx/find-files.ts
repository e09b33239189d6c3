/** Which files an ONNX model consists of, as Optimum, transformers.js and torch lay them out. */
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from "node:path";
import { CliError } from "../../cli-error.ts";

export interface OnnxFiles {
  /** Path of the graph. */
  graph: string;
  /** Other graphs of the folder, by their names there. */
  others: string[];
  /** Where config.json and the tokenizer lie, unless another place is named; undefined of a lone file. */
  folder: string | undefined;
}

/** Where graphs lie in a folder, in the order in which they are taken. */
const PLACES = ["onnx", ""] as const;
const FIRST = ["model.onnx", "model_quantized.onnx"] as const;

/** Whether a folder is one of ONNX files: it has some, and no weights that could be imported as they are. */
export async function holdsOnnx(folder: string): Promise<boolean> {
  const [names, graphs] = [await namesIn(folder), await graphsIn(folder)];
  return graphs.length > 0 && !names.some((name) => name.endsWith(".safetensors"));
}

/** `path`: a file or a folder; `file`: which of its graphs. Throws CliError with one sentence where none is meant. */
export async function findOnnx(path: string, file?: string): Promise<OnnxFiles> {
  if (!(await stat(path)).isDirectory()) {
    if (file !== undefined) throw new CliError(`--file names a graph of a folder, and ${path} is a file`);
    return { graph: path, others: [], folder: undefined };
  }
  const graphs = await graphsIn(path);
  const chosen =
    file ??
    PLACES.flatMap((place) => FIRST.map((name) => join(place, name))).find((name) => graphs.includes(name)) ??
    (graphs.length === 1 ? graphs[0] : undefined);
  const which = graphs.length === 0 ? "it has none" : `it has ${graphs.join(", ")}`;
  if (chosen === undefined) throw new CliError(`${path}: name the ONNX file with --file: ${which}`);
  const found = graphs.find(
    (name) => name === normalize(chosen) || (!chosen.includes(sep) && basename(name) === chosen),
  );
  if (found === undefined) throw new CliError(`${path} has no ONNX file ${chosen}: ${which}`);
  return { graph: join(path, found), others: graphs.filter((name) => name !== found), folder: path };
}

async function graphsIn(folder: string): Promise<string[]> {
  const all = await Promise.all(
    PLACES.map(async (place) => (await namesIn(join(folder, place))).map((name) => join(place, name))),
  );
  return all
    .flat()
    .filter((name) => name.endsWith(".onnx"))
    .sort();
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

/**
 * The path of what a graph calls `location`: beside it or below, as ONNX has it. Throws CliError for a place elsewhere, and where there is no such
 * file.
 */
export async function findExternal(graph: string, location: string): Promise<string> {
  const folder = dirname(graph);
  const path = join(folder, location);
  const from = relative(folder, path);
  if (isAbsolute(location) || from === "" || from.split(sep)[0] === "..")
    throw new CliError(`${graph} wants its data from ${location}, which is outside its folder`);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new CliError(`${graph} has its data in ${location}, and there is no such file beside it`);
  return path;
}
