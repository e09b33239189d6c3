/**
 * What a teacher has said so far of the texts that it was asked about, file by file of its cached answers, the oldest first: the share of each label, and of texts of
 * which it is less than 0.9 sure. Texts that are nearly all of one label teach little of where the border runs.
 *
 *     node bench/answers/labels.ts OUT/<task>/<teacher>
 *
 * A file has up to 8,192 texts, in the order of the recipe's `transfer`, those left out that an earlier file has.
 */
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { argMax } from "../../eval/answers/arg-max.ts";
import { softmax } from "../../eval/answers/softmax.ts";
import { Card } from "../../r2-assets/format/card.ts";
import { readPart } from "../../trainer/methods/teacher-part.ts";
import { count, percent, table } from "../markdown.ts";

const SURE = 0.9;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("give a teacher's folder: node bench/answers/labels.ts OUT/<task>/<teacher>");
const { labels } = Card.parse(JSON.parse(await readFile(join(folder, "card.json"), "utf8")));

const outputs = join(folder, "outputs");
const entries = await readdir(outputs, { recursive: true });
const files = await Promise.all(
  entries
    .filter((entry) => entry.endsWith(".safetensors"))
    .map(async (entry) => ({ path: join(outputs, entry), at: (await stat(join(outputs, entry))).mtimeMs })),
);

const rows: { texts: number; byLabel: number[]; unsure: number }[] = [];
for (const { path } of files.toSorted((a, b) => a.at - b.at)) {
  const answers = [...((await readPart(path))?.values() ?? [])].map(({ logits }) => softmax(logits));
  if (answers.some(({ length }) => length !== labels.length))
    throw new Error(`${path}: its answers are not one of ${labels.join(", ")} a text`);
  const share = (of: (scores: number[]) => boolean) => answers.filter(of).length / answers.length;
  rows.push({
    texts: answers.length,
    byLabel: labels.map((_, label) => share((scores) => argMax(scores) === label)),
    unsure: share((scores) => Math.max(...scores) < SURE),
  });
}
console.log(
  table<(typeof rows)[number]>(
    [
      { title: "texts", right: true, of: ({ texts }) => count(texts) },
      ...labels.map((title, label) => ({
        title,
        right: true,
        of: (row: { byLabel: number[] }) => percent(row.byLabel[label]),
      })),
      { title: "unsure", right: true, of: ({ unsure }) => percent(unsure) },
    ],
    rows,
  ),
);
