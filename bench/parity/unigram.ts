/**
 * Ids and places of a Unigram tokenizer against Hugging Face's Rust tokenizers, on sentences of WikiANN in 47 languages:
 *
 *     node bench/parity/unigram.ts DATA TOKENIZER [--sentences 10000]
 *
 * Each sentence as a whole text (its tokens joined by blanks) and word by word; evenly spread over languages and their files.
 * Prints each language's sentences and how many differ, and fails where one does.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { codePointsOf } from "../../r2-assets/format/code-points.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { installReaders } from "../../test/readers/stock-readers.ts";
import { inRust } from "./in-rust.ts";
import { wikiannSentences } from "./wikiann-sentences.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sentences: { type: "string", default: "10000" } },
});
const [data, file] = positionals;
if (file === undefined) throw new Error("usage: node bench/parity/unigram.ts DATA TOKENIZER [--sentences 10000]");

await installReaders();
const tokenizer = createTokenizer(JSON.parse(await readFile(file, "utf8")), { maxLength: Number.POSITIVE_INFINITY });
let [sentences, tokens, unknown, differing] = [0, 0, 0, 0];
for (const [language, words] of await wikiannSentences(data!, Number(values.sentences))) {
  const theirs = await inRust(
    file,
    words.flatMap((each) => [each.join(" "), each]),
  );
  let wrong = 0;
  words.forEach((each, i) => {
    const text = each.join(" ");
    const { ids, pieces } = tokenizer.encodeWithOffsets(text);
    const place = codePointsOf(text);
    const places = pieces.flatMap(({ start, end }) => [place(start), place(end)]);
    const { ids: wordIds, firstPieces } = tokenizer.encodeWords(each);
    const [textTold, wordsTold] = [theirs[2 * i]!, theirs[2 * i + 1]!];
    const firstTold = each.map((_, word) => wordsTold[1].indexOf(word)).map((at) => (at < 0 ? null : at));
    const same =
      equal(ids, textTold[0]) &&
      equal(tokenizer.encode(text).ids, textTold[0]) &&
      equal(places, textTold[1]) &&
      equal(wordIds, wordsTold[0]) &&
      equal(firstPieces, firstTold);
    if (!same && wrong++ === 0) console.log(`${language}: ${JSON.stringify(text)}`);
    tokens += ids.length;
    unknown += ids.filter((id) => id === tokenizer.unknownId).length;
  });
  console.log(`${language}\t${words.length} sentences\t${wrong} differ`);
  sentences += words.length;
  differing += wrong;
}
console.log(`${sentences} sentences, ${tokens} tokens, ${unknown} of them unknown; ${differing} sentences differ`);
if (differing > 0) process.exitCode = 1;

function equal(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((each, i) => each === b[i]);
}
