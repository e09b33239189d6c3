import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { conllItems } from "../../eval/readers/formats/conll.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import { spreadOver } from "./spread-over.ts";

/** By language of WikiANN, the words of sentences of train and dev: all languages together have `count`. */
export async function wikiannSentences(data: string, count: number): Promise<Map<string, string[][]>> {
  const folder = join(data, "ner/wikiann");
  const languages = (await readdir(folder)).sort();
  const all = await Promise.all(languages.map((language) => sentencesIn(join(folder, language))));
  const chosen = spreadOver(all, count);
  return new Map(languages.map((language, i) => [language, chosen[i]!]));
}

async function sentencesIn(folder: string): Promise<string[][]> {
  const files = await Promise.all(["train", "dev"].map((split) => readFile(join(folder, `${split}.conll.gz`))));
  return files.flatMap((bytes) =>
    [...conllItems(gzipText(bytes))].flatMap((item) =>
      "value" in item ? [(item.value as { tokens: string[] }).tokens] : [],
    ),
  );
}
