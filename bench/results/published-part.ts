/** Table and picture of small models that others published, beside ours. */
import { colourOf } from "../../cli/report/svg/colours.ts";
import { logarithmic } from "../../cli/report/svg/scale.ts";
import { scatter } from "../../cli/report/svg/scatter.ts";
import { code, megabytes, table } from "../markdown.ts";
import { AVERAGED, type Family, type Mean, meanOf, type Published, parametersOf } from "./published.ts";

interface Row {
  name: string;
  rows: string;
  megabytes: string;
  /** Of the picture. */
  bytes: number;
  method: string | null;
  mean: Mean;
  /** In percent, as shown. */
  scores: Readonly<Record<string, string | undefined>>;
}

/** Smallest first. Throws Error where a source is not listed. */
function rowsOf({ sources, models }: Published, families: readonly Family[]): Row[] {
  const theirs = models.map(({ name, size, rows, scores, source }): Row => {
    if (!(source in sources)) throw new Error(`published.json: ${name} names ${source}, which is no source of it`);
    const bytes = 4 * parametersOf(size);
    const value = AVERAGED.reduce((sum, task) => sum + scores[task], 0) / AVERAGED.length / 100;
    const shown = Object.entries(scores).map(([task, of]) => [task, typeof of === "number" ? of.toFixed(1) : of]);
    return {
      ...{ name, rows, bytes, megabytes: megabytes(bytes)!, method: null },
      ...{ mean: { value, ci95: [value, value] }, scores: Object.fromEntries(shown) },
    };
  });
  return [...theirs, ...families.map(rowOfFamily)].sort((a, b) => a.bytes - b.bytes);
}

function rowOfFamily({ name, method, runs, bytes }: Family): Row {
  const figures = new Map([...runs].map(([task, { metrics, primary }]) => [task, metrics[primary]!]));
  const sizes = [...bytes].flatMap(([task, size]) => (task in COLUMNS ? [size] : []));
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) => megabytes(size)!);
  return {
    ...{ name: code(`*-${name}`), rows: "dev", method, megabytes: least === most ? least! : `${least} to ${most}` },
    bytes: AVERAGED.reduce((sum, task) => sum + bytes.get(task)!, 0) / AVERAGED.length,
    mean: meanOf(AVERAGED.map((task) => figures.get(task) as Mean)),
    scores: Object.fromEntries([...figures].map(([task, { value }]) => [task, percentOf(value!)])),
  };
}

const percentOf = (share: number) => (100 * share).toFixed(1);

const COLUMNS = {
  sst2: "SST-2",
  mnli: "MNLI-m",
  qnli: "QNLI",
  rte: "RTE",
  mrpc: "MRPC, F1",
  cola: "CoLA",
  stsb: "STS-B",
};

/** The section of the page of results. */
export const publishedPart = (published: Published, families: readonly Family[]): string[] => [
  "## Beside published small models",
  "![Accuracy against size, beside published models](pictures/published-bytes.svg)",
  table<Row>(
    [
      { title: "model", of: ({ name }) => name },
      { title: "rows", of: ({ rows }) => rows },
      { title: "MB", right: true, of: (row) => row.megabytes },
      ...Object.entries(COLUMNS).map(([task, title]) => ({
        title,
        right: true,
        of: ({ scores }: Row) => scores[task],
      })),
      { title: "mean of four", right: true, of: ({ mean }) => percentOf(mean.value) },
    ],
    rowsOf(published, families),
  ),
  WARNING,
  Object.entries(published.sources)
    .map(([id, words]) => {
      const names = published.models.filter(({ source }) => source === id).map(({ name }) => name);
      return `- ${names.join(", ")}: ${words}.`;
    })
    .join("\n"),
];

const WARNING = `In percent. Ours are the models of one recipe, one a task (\`*\`), as served, on all of dev, which chose the epochs of those
trained without \`"choose": "half"\`. **These figures do not measure the same.** Published models were fine-tuned on all of
GLUE's training rows; ours learnt MNLI and QNLI from the parts named above. "test" is GLUE's hidden test set, "dev" its dev
set. Bytes of published models are their parameters as F32, four bytes each, as no source gives others; ours are of the
stored weights, most of them I8. Parameters of TinyBERT-4 and MobileBERT-tiny are as published, the others' computed from
layers, widths and 30,522 word pieces. The mean is over SST-2, MNLI-m, QNLI and RTE. CoLA is Matthews correlation; of STS-B
ours is Pearson's, theirs as printed, without a word on which. Not found in what was read, and left out: STS-B and CoLA of
XtremeDistil; its MRPC (90.0) is there without its metric. MobileBERT-tiny is as TinyBERT's authors print it; its own
paper's table was not read.`;

/** The mean of four accuracies over size, rings for what others published. */
export const publishedPicture = (published: Published, families: readonly Family[]): string =>
  scatter({
    title: "Accuracy against size, beside published models",
    subtitle:
      "Mean of SST-2, MNLI-m, QNLI, RTE. Rings: as published, as F32, from all training rows. Dots: ours, as served, on dev, fewer rows.",
    xTitle: "size of the weights, MB, logarithmic",
    yTitle: "mean accuracy",
    xScale: (from, to) => logarithmic([0.9, 90], from, to),
    points: rowsOf(published, families).map(({ name, method, bytes, mean }) => ({
      name: name.replace(/^`\*-|`$/g, ""),
      colour: method === null ? PUBLISHED : colourOf(method),
      ...{ x: bytes / 1e6, y: mean.value, ci95: mean.ci95, hollow: method === null },
    })),
  });

const PUBLISHED = "#8250df";
