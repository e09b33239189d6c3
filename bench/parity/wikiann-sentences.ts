import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { spread } from "../../trainer/data/spread.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";

/** By language of WikiANN, the words of sentences: as many of each as there are, so that all languages together have `count`. */
export async function wikiannSentences(data: string, count: number): Promise<Map<string, string[][]>> {
  const folder = join(data, "ner/wikiann");
  const all = new Map<string, string[][]>();
  for (const language of (await readdir(folder)).sort()) {
    const files = ["train", "dev"].map((split) => readFile(join(folder, language, `${split}.conll.gz`)));
    const texts = (await Promise.all(files)).map((bytes) => gzipText(bytes));
    const words = texts.flatMap((text) =>
      text
        .split("\n\n")
        .filter((block) => block.trim() !== "")
        .map((block) =>
          block
            .split("\n")
            .filter((line) => line !== "")
            .map((line) => line.slice(0, line.lastIndexOf("\t"))),
        ),
    );
    all.set(language, words);
  }
  let [left, languages] = [count, all.size];
  const fewestFirst = [...all].sort(([, a], [, b]) => a.length - b.length);
  for (const [language, words] of fewestFirst) {
    const share = spread(words.length, Math.ceil(left / languages--));
    all.set(
      language,
      share.map((at) => words[at]!),
    );
    left -= share.length;
  }
  return all;
}
