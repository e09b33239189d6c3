/**
 * Ids and places of a WordPiece tokenizer against Hugging Face's Rust tokenizers, and ids against their `@huggingface/tokenizers`:
 *
 *     node bench/parity/word-piece.ts DATA TOKENIZER [--sentences 10000]
 *
 * Half of the sentences are of the tasks' training rows and of IMDb, evenly spread over files, half of WikiANN in 47 languages, its
 * tokens joined by blanks. Fails where the Rust tokenizers differ; the other library's departures are counted and shown.
 */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { codePointsOf } from "../../r2-assets/format/code-points.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { INSTALLED, installReaders } from "../../test/readers/stock-readers.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { inRust } from "./in-rust.ts";
import { spreadOver } from "./spread-over.ts";
import { wikiannSentences } from "./wikiann-sentences.ts";

const FILES = [
  ...[
    "glue/cola/train",
    "glue/mnli/train-subset",
    "glue/mrpc/train",
    "glue/qnli/train-constructed",
    "glue/qqp/train-subset",
  ],
  ...["glue/rte/train", "glue/sst2/train", "glue/stsb/train", "glue/wnli/train"],
  ...["intent/snips/train", "intent/atis/train", "sentiment/imdb/sentences"],
].map((name) => `${name}.jsonl.gz`);

const MOST_SHOWN = 10;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sentences: { type: "string", default: "10000" } },
});
const [data, file] = positionals;
if (file === undefined) throw new Error("usage: node bench/parity/word-piece.ts DATA TOKENIZER [--sentences 10000]");

await installReaders();
const tokenizer = createTokenizer(JSON.parse(await readFile(file, "utf8")), { maxLength: Number.POSITIVE_INFINITY });
const half = Math.ceil(Number(values.sentences) / 2);
const languages = await wikiannSentences(data!, Number(values.sentences) - half);
const texts = [
  ...(await rowTexts(half)),
  ...[...languages.values()].flatMap((sentences) => sentences.map((words) => words.join(" "))),
];

const inNode = await inHuggingFaceJs(texts);
let [tokens, unknown, differing, departing] = [0, 0, 0, 0];
for (const [i, [rustIds, rustPlaces]] of (await inRust(file, texts)).entries()) {
  const text = texts[i]!;
  const { ids, pieces } = tokenizer.encodeWithOffsets(text);
  const place = codePointsOf(text);
  const places = pieces.flatMap(({ start, end }) => [place(start), place(end)]);
  const same = equal(ids, rustIds) && equal(tokenizer.encode(text).ids, rustIds) && equal(places, rustPlaces);
  if (!same && differing++ < MOST_SHOWN) console.log(`differs from tokenizers: ${JSON.stringify(text)}`);
  if (!equal(ids, inNode[i]!) && departing++ < MOST_SHOWN) showDeparture(text, ids, inNode[i]!);
  tokens += ids.length;
  unknown += ids.filter((id) => id === tokenizer.unknownId).length;
}
console.log(`${texts.length} sentences, ${tokens} tokens, ${unknown} of them unknown`);
console.log(`tokenizers: ${differing} differ, ids or places; @huggingface/tokenizers: ${departing} differ, ids`);
if (differing > 0) process.exitCode = 1;

function equal(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}

/** From where the two part. */
function showDeparture(text: string, ours: readonly number[], theirs: readonly number[]): void {
  const at = ours.findIndex((id, i) => id !== theirs[i]);
  const part = (ids: readonly number[]) => ids.slice(at, at + 4).map((id) => tokenizer.tokenOf(id));
  const parts = `${part(ours).join(" ")} | ${part(theirs).join(" ")}`;
  console.log(`@huggingface/tokenizers departs: ${JSON.stringify(text)}: ${parts}`);
}

/** So many texts of the rows of `FILES`, evenly spread over the files and in each. */
async function rowTexts(count: number): Promise<string[]> {
  const perFile = await Promise.all(
    FILES.map(async (name) => {
      const lines = gzipText(await readFile(join(data!, name)))
        .trimEnd()
        .split("\n");
      return lines.flatMap((line) => {
        const { text_a, text_b } = JSON.parse(line) as { text_a: string; text_b?: string };
        return text_b === undefined ? [text_a] : [text_a, text_b];
      });
    }),
  );
  return spreadOver(perFile, count).flat();
}

async function inHuggingFaceJs(inputs: readonly string[]): Promise<number[][]> {
  const script = fileURLToPath(new URL("in-hugging-face-js.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, INSTALLED, file!], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = readText(child.stdout);
  child.stdin.end(JSON.stringify(inputs));
  return JSON.parse(await answers);
}
