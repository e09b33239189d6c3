/** `docs/results.md`, its pictures, README's table and those of `docs/experiments.md`, made of what was recorded. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ablationParts } from "./ablations.ts";
import { accuracySection } from "./accuracy-table.ts";
import { beforeAfterPart } from "./before-after.ts";
import { boardsOf, isOfLanguages } from "./boards.ts";
import { comparisonParts } from "./comparisons.ts";
import { withTables } from "./experiments.ts";
import { latencySection } from "./latency-table.ts";
import { lowResourcePart } from "./low-resource.ts";
import { MEMORY_FILE, type Memory } from "./memory.ts";
import { pictures } from "./pictures.ts";
import { familiesOf, readPublished } from "./published.ts";
import { publishedPart, publishedPicture } from "./published-part.ts";
import { withTable } from "./readme-table.ts";
import { robustnessSection } from "./robustness-table.ts";
import { readSources, type Sources } from "./sources.ts";
import { stressOf } from "./stress.ts";
import { devTables, seedTable, trainingTable } from "./training-table.ts";
import { verdictParts } from "./verdicts.ts";

/** The suite on which most models have runs. */
const SHOWN = "glue/sst2";

/** Every file, by its path from the project's root; the memory's own, too, with what was asked of it. */
export async function results(root: string, memory: Memory): Promise<Map<string, string>> {
  const sources = await readSources(root);
  const [boards, stress] = [await boardsOf(sources, memory), await stressOf(sources, memory)];
  const board = boards.find(({ suite }) => suite.id === SHOWN)!;
  const beside = [await readPublished(), familiesOf(sources, boards)] as const;
  const page = [
    INTRODUCTION,
    "## Accuracy",
    HOW_TO_READ,
    picture("Accuracy against size", "accuracy-bytes.svg"),
    ...boards.map((board) => accuracySection(board, sources)),
    ...languagesPart(sources),
    ...(await beforeAfterPart(sources, boards, memory)),
    ...publishedPart(...beside),
    "## Good enough?",
    VERDICTS,
    ...(await verdictParts(sources, boards, memory)),
    "## Students against each other",
    COMPARISONS,
    ...(await comparisonParts(sources, boards, memory)),
    ...latencyPart(sources),
    ...lowResourcePart(sources.lowResource),
    "## Robustness",
    ROBUSTNESS,
    ...[...new Set(stress.map(({ suite }) => suite.id))].map((id) =>
      picture(`What perturbations cost on ${id}`, `robustness-${id.replace("/", "-")}.svg`),
    ),
    ...stress.map(robustnessSection),
    ...ablationParts(sources.ablations),
    ...trainingPart(sources),
  ].join("\n\n");
  return new Map([
    [MEMORY_FILE, `${memory}`],
    ["docs/results.md", `${page}\n`],
    ["README.md", withTable(await readFile(join(root, "README.md"), "utf8"), board, sources)],
    ...(await experimentsPage(root, sources)),
    ["docs/pictures/published-bytes.svg", publishedPicture(...beside)],
    ...[...pictures(sources, board, stress)].map(([name, svg]): [string, string] => [`docs/pictures/${name}`, svg]),
  ]);
}

/** The page of online A/B, whose tables come from a simulation. */
async function experimentsPage(root: string, { experiments }: Sources): Promise<[string, string][]> {
  const path = "docs/experiments.md";
  return experiments === undefined ? [] : [[path, withTables(await readFile(join(root, path), "utf8"), experiments)]];
}

const picture = (words: string, file: string) => `![${words}](pictures/${file})`;

const INTRODUCTION = `# Results

\`npm run results\` writes this page and its pictures from the recorded runs in \`r2-assets/runs\`, the cards in
\`r2-assets/models\`, the training records in \`bench/training\` and the latencies in \`bench/results/latency.json\`.
\`test/results.test.ts\` fails when the page is older than they are. What the figures mean for each method is in
[methods.md](methods.md), how they are made in [evaluation.md](evaluation.md).`;

const HOW_TO_READ = `Every score is that of the served model, on all rows of the suite unless a sample is named. A score links to its recorded
run, a name to the card of a model that comes with the project.

- The interval of a score is Wilson's for accuracy. For other metrics it is a percentile bootstrap of 10,000 draws.
- Retention is the student's score divided by its teacher's. Models without a teacher have none.
- "Less teacher" is the score less the teacher's on the same rows. Its interval is Newcombe's for accuracy, with an exact
  McNemar test. For other metrics both come from the paired bootstrap.
- Rows of one SQuAD paragraph, MNLI premise or QNLI sentence are no independent draws. There, all of this is by whole clusters of
  rows: Wilson's interval, draws, McNemar's test ([evaluation.md](evaluation.md#rows-that-belong-together)).
- "p, Holm" is adjusted for all students of the teacher on that suite. A difference is shown where it is below 0.05.
  "Not shown" does not mean equal: so many rows cannot tell.
- Dev, or half of it ([training.md](training.md#what-chooses)), chose the epoch of each model, so scores on dev are a little too
  high.`;

const VERDICTS = `Every student against its teacher, at two margins. "Worse" and "good enough" are verdicts that are each wrong 5 times in 100
at most; a star marks those that hold for all students of the table together. Beside "not decided" stands how many rows more
would decide four times in five, if the loss seen is the true one. [evaluation.md](evaluation.md#good-enough) says how it is judged;
\`npx retort compare TEACHER STUDENT… --suite SUITE --margin 0.01\` gives any other.`;

const COMPARISONS = `From the same runs and by the same tests as above. "p, Holm" is adjusted for all others that a model is held against in
one table. What the rows say stands in [methods.md](methods.md). The pairs are listed in
[comparisons.json](../bench/results/comparisons.json). \`npx retort compare\` gives any other.`;

const ROBUSTNESS = `A perturbed run holds the rows that the perturbation changes. The clean score is of just these rows. A drop is a loss where
it is positive. The student's drop is held against its teacher's on the same rows, by a difference in differences.`;

const languagesPart = ({ runs }: Sources) =>
  runs.some(({ suite }) => isOfLanguages(suite))
    ? ["### Names in 47 languages", "WikiANN has [a page of its own](languages.md)."]
    : [];

const latencyPart = ({ latency }: Sources) => [
  "## Latency",
  "One request after the other, one text a request.",
  picture("Accuracy against latency", "accuracy-latency.svg"),
  ...latency.map(latencySection),
];

const HALVES = `Where a recipe says \`"choose": "half"\`, looks are at that half of dev alone. The other, which chose nothing, has a column of its own.`;

const trainingPart = ({ training }: Sources) => [
  "## Training",
  "Dev is judged with the trained weights, before export. The best look at dev is the model that is exported.",
  ...(training.records.some(({ dev_unseen }) => dev_unseen !== undefined) ? [HALVES] : []),
  picture("Dev accuracy while training, SST-2", "training-sst2.svg"),
  picture("Dev while training, other tasks", "training-tasks.svg"),
  picture("Loss on held-out text", "training-text.svg"),
  picture("Training loss, SST-2", "training-loss.svg"),
  "### Every recipe",
  trainingTable(training),
  "### Three seeds",
  "A seed here is another order of the rows and no more. The start, the teacher and its head are given.",
  seedTable(training),
  ...devTables(training),
];
