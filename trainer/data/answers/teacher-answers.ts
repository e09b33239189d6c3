/** A teacher that is there by its answers alone: served elsewhere, too large, or somebody else's. */
import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { predictionsKey } from "../../../r2-assets/format/keys.ts";
import { RunRecord } from "../../../r2-assets/format/run.ts";
import { gunzipMembers, utf8 } from "../../files/gzip-text.ts";
import { missingFile } from "../missing-file.ts";
import { type Asked, answerOfLine } from "./answer-line.ts";

/** A file of answers, as cards name it. */
export interface AnswerSource {
  /** Who answered. */
  name: string;
  /** In the data folder, else the file's name alone; of a recorded run its key in the bucket. */
  file: string;
  /** Of the file as it lies. */
  sha256: string;
  /** Of probabilities the centred logarithms stand for logits. */
  answers: "logits" | "probabilities";
}

const [RUN_FILE, PREDICTIONS_FILE] = ["run.json", "predictions.ndjson"];

/** Logits by the ids of rows. */
export class TeacherAnswers {
  readonly sources: readonly AnswerSource[];
  private readonly labels: number;
  private readonly logits: Float32Array;
  /** Position among the answers; those of a source are one after another. */
  private readonly places: ReadonlyMap<string, number>;
  /** Behind the last answer of each source. */
  private readonly ends: readonly number[];
  private readonly texts: ReadonlyMap<string, string>;

  /** `places`: ids in the order of `logits` `[answers, labels]`. `texts`: by id the first digits of the text's SHA-256, where they are known. */
  constructor(
    sources: readonly AnswerSource[],
    ends: readonly number[],
    labels: number,
    places: ReadonlyMap<string, number>,
    logits: Float32Array,
    texts: ReadonlyMap<string, string> = new Map(),
  ) {
    this.texts = texts;
    this.sources = sources;
    this.ends = ends;
    this.labels = labels;
    this.places = places;
    this.logits = logits;
  }

  has(id: string): boolean {
    return this.places.has(id);
  }

  /** `[labels]`. Throws RangeError where there is no such answer. */
  of(id: string): Float32Array {
    const at = this.place(id) * this.labels;
    return this.logits.subarray(at, at + this.labels);
  }

  /** Whether it may be of that text, by whose SHA-256 a line may name it. */
  isOf(id: string, textSha256: () => string): boolean {
    const named = this.texts.get(id);
    return named === undefined || textSha256().startsWith(named);
  }

  /** How many one of the sources has. */
  count(source: number): number {
    return this.ends[source] - (this.ends[source - 1] ?? 0);
  }

  /** Which of the sources has it. */
  sourceOf(id: string): number {
    const place = this.place(id);
    return this.ends.findIndex((end) => place < end);
  }

  /** Some id, for people to see what they look like. */
  get anyId(): string | undefined {
    return this.places.keys().next().value;
  }

  private place(id: string): number {
    const place = this.places.get(id);
    if (place === undefined) throw new RangeError(`there is no answer to ${id}`);
    return place;
  }
}

/**
 * Reads `files`, gzipped or not: NDJSON of `{id, logits}` (`write-answers.ts` writes them), predictions of a run, of `retort predict` or for `retort submit` with their
 * probabilities. Each is a path, or lies under `folder`; the folder of a recorded run stands for its predictions. `name`: who
 * answered, where it is not what run or predictions say, or the file's name.
 * Throws with one sentence when a file is missing or damaged, or has a line that is no answer or answers a row once more.
 */
export async function readAnswers(
  folder: string,
  { name, files }: { name?: string; files: readonly string[] },
  asked: Asked,
): Promise<TeacherAnswers> {
  const sources: AnswerSource[] = [];
  const places = new Map<string, number>();
  const texts = new Map<string, string>();
  const ends: number[] = [];
  const numbers: number[] = [];
  for (const file of files) {
    const { path, bytes, run } = await open(folder, file);
    const before = places.size;
    let [probabilities, model] = [false, run?.name];
    for (const [i, line] of textOf(bytes, path).split("\n").entries()) {
      if (line.trim() === "") continue;
      const answer = answerOfLine(line, asked);
      if (typeof answer === "string") throw new Error(`${path}, line ${i + 1}: ${answer}`);
      const { id, logits, fromProbabilities, textSha256 } = answer;
      if (logits === null) continue;
      if (places.has(id)) throw new Error(`${path}, line ${i + 1}: ${id} has an answer already`);
      places.set(id, places.size);
      if (textSha256 !== undefined) texts.set(id, textSha256);
      numbers.push(...logits);
      probabilities ||= fromProbabilities;
      model ??= answer.model;
    }
    if (places.size === before) throw new Error(`${path} holds no answers`);
    ends.push(places.size);
    sources.push({
      name: name ?? model ?? stem(path),
      file: run?.key ?? (isAbsolute(file) ? basename(file) : file),
      sha256: createHash("sha256").update(bytes).digest("hex"),
      answers: probabilities ? "probabilities" : "logits",
    });
  }
  return new TeacherAnswers(sources, ends, asked.labels.length, places, Float32Array.from(numbers), texts);
}

/** A file's bytes, and whose run they are of. */
async function open(folder: string, file: string) {
  const named = resolve(folder, file);
  const path = (await isFolder(named)) ? join(named, PREDICTIONS_FILE) : named;
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw isAbsolute(file) ? new Error(`cannot read ${path}: ${error.code}`) : missingFile(path, file, error);
  });
  return { path, bytes, run: basename(path) === PREDICTIONS_FILE ? await runBeside(path) : undefined };
}

/** Of predictions that lie beside their run's record. */
async function runBeside(path: string): Promise<{ name: string; key: string } | undefined> {
  const beside = join(dirname(path), RUN_FILE);
  const text = await readFile(beside, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return undefined;
  });
  if (text === undefined) return undefined;
  const { id, model, version, perturbation } = RunRecord.parse(JSON.parse(text));
  if (perturbation !== undefined)
    throw new Error(`${path} answers other texts than the rows': they are under ${perturbation}`);
  return { name: version === null ? model : `${model}@${version}`, key: predictionsKey(id) };
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const GZIP = Buffer.from([0x1f, 0x8b]);

function textOf(bytes: Buffer, path: string): string {
  try {
    return utf8(bytes.subarray(0, 2).equals(GZIP) ? gunzipMembers(bytes) : bytes);
  } catch (error) {
    throw new Error(`${path} is damaged: ${(error as Error).message}`);
  }
}

const stem = (path: string) => basename(path).replace(/(\.(nd)?jsonl?)?(\.gz)?$/, "");
