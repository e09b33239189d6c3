/**
 * Issues every published model anew in the layout that the exporter writes today:
 *
 *     node cli/reissue/main.ts DATA [ASSETS]
 *
 * A model's version is the digest of its card, which lists the digests of its files: a release of another layout renames
 * every model, and would leave all recorded runs with versions that are no longer there. Each model is put to its whole dev
 * set (from DATA) as it was and as it is. Where the logits are equal to the last bit, its recorded runs are carried over,
 * and so are the cards and runs of its students. Where they are not, the model is issued all the same and the runs to do
 * again are named. ASSETS: r2-assets, unless given.
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KINDS } from "../../eval/kinds/index.ts";
import { readSuite } from "../../eval/readers/read-suite.ts";
import { SUITES } from "../../eval/suites/index.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { writeArtefact } from "../../trainer/export/write-artefact.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import { installArtefact } from "../artefact/install-artefact.ts";
import { readTokenizer } from "../artefact/open-artefact.ts";
import { projectRoot } from "../project-root.ts";
import { createProgress } from "../ui/progress.ts";
import { asExportedNow } from "./as-exported-now.ts";
import { carryRuns, runsOf } from "./carry-runs.ts";
import { publishedModels, soundArtefact } from "./published-models.ts";
import { type Sameness, sameAnswers, type Tokens } from "./same-answers.ts";

const [data, assets = join(projectRoot, "r2-assets")] = process.argv.slice(2);
if (data === undefined) throw new Error("usage: node cli/reissue/main.ts DATA [ASSETS]");

const artefacts = await publishedModels(assets);
const versions = new Map<string, string>();
const otherwise = new Set<string>();
const work = await mkdtemp(join(tmpdir(), "retort-reissue-"));
try {
  for (const before of artefacts) {
    const { card, version } = before;
    const folder = join(work, card.id);
    await writeArtefact(folder, await asExportedNow(before, versions));
    const after = await soundArtefact(folder);
    if (after.version === version) {
      console.log(`${card.id}@${version}: as it was`);
      continue;
    }
    const sameness = await compare(before, after);
    console.log(`${card.id}@${version} -> ${after.version}: ${told(sameness)}`);
    if (sameness.kind === "same") versions.set(`${card.id}@${version}`, after.version);
    else otherwise.add(`${card.id}@${version}`);
    await installArtefact(after, assets);
  }
} finally {
  await rm(work, { recursive: true });
}
console.log(`${(await carryRuns(assets, versions)).length} recorded runs carried over`);
for (const { id, model, suite } of await runsOf(assets, otherwise))
  console.log(`to do again: ${model} on ${suite} (${id})`);

async function compare(before: Artefact, after: Artefact): Promise<Sameness> {
  const ask = await devSet(after);
  const inputs = ask(await readTokenizer(after)).length;
  const progress = createProgress({ label: `comparing ${after.card.id}`, total: 2 * inputs, unit: "inputs" });
  try {
    return await sameAnswers(before, after, ask, (done) => progress.update(done));
  } finally {
    progress.stop();
  }
}

async function devSet({ card }: Artefact): Promise<(tokenizer: TextTokenizer) => Tokens[]> {
  const suite = SUITES[card.trained_on ?? ""];
  if (suite === undefined)
    throw new Error(`${card.id} was trained on ${card.trained_on}, whose rows are not known here`);
  const read = readSuite(suite, gzipText(await readFile(join(data!, suite.file))));
  if (read.kind === "refused") throw new Error(`${suite.file} cannot be read`);
  const ask = <K extends RowKind>(kind: K, rows: readonly RowOf[K][]) => {
    const { answerer } = KINDS[kind];
    return (tokenizer: TextTokenizer) => rows.flatMap((row) => answerer.ask(row, tokenizer, card, {}).encodings);
  };
  return ask(kindOf(suite), read.rows as RowOf[RowKind][]);
}

function told(sameness: Sameness): string {
  const { encodings } = sameness;
  if (sameness.kind === "different")
    return `logits of ${sameness.different} of ${encodings} differ, by ${sameness.largest} at most`;
  return sameness.by === "files"
    ? `weights, graph and the ids of ${encodings} inputs are what they were`
    : `the logits of ${encodings} inputs are equal to the last bit`;
}
