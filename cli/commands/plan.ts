import { type Command, InvalidArgumentError } from "commander";
import type { BertPlan } from "../../trainer/models/bert/config.ts";
import { type ImportedBert, importBert } from "../../trainer/models/import-hf.ts";
import { CliError } from "../cli-error.ts";
import { wholeNumber } from "../options.ts";
import { findPreset } from "../planning/find-preset.ts";
import { matrixReport, pickFor } from "../planning/matrix-report.ts";
import { matrixSizes } from "../planning/model-parts.ts";
import { presetReport } from "../planning/preset-report.ts";
import { presetsReport } from "../planning/presets-report.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";

type Size = [out: number, width: number];

interface PlanOptions extends ReportOptions {
  matrix?: Size;
  terms?: number;
  table?: boolean;
  compression?: number;
  all?: boolean;
  model?: string;
}

export default function planCommand(program: Command): void {
  const command = program
    .command("plan")
    .description(
      "What factored models cost: all presets; one of them part by part; or the factor shapes that one matrix can have.",
    )
    .argument("[preset]", "as K_21 or K384-19x")
    .option("--matrix <out>x<in>", "the legal shapes of Kronecker factors of such a matrix: 1536x384", matrixSize)
    .option("--terms <n>", "with --matrix: as many products are summed up", wholeNumber(1, 64))
    .option("--table", "with --matrix: rows are looked up, as of a word table: B has one row")
    .option("--compression <x>", "with --matrix: pick the shape that is so many times smaller", ratio)
    .option("--all", "with --matrix: list every legal shape")
    .option(
      "--model <folder>",
      "with a preset, or --matrix and --compression: what the nearest factors keep of a BERT's weights, in Hugging Face's layout",
    );
  withReport(command).action(plan);
}

async function plan(name: string | undefined, options: PlanOptions): Promise<void> {
  const { matrix, model } = options;
  if (name !== undefined && matrix !== undefined) throw new CliError("name a preset or give --matrix, not both");
  if (matrix !== undefined) return giveReport(await planMatrix(matrix, options), options);
  for (const option of ["terms", "table", "compression", "all"] as const)
    if (options[option] !== undefined) throw new CliError(`--${option} goes with --matrix`);
  if (name !== undefined) return giveReport(await planPreset(name, model), options);
  if (model !== undefined) throw new CliError("--model wants a preset, or --matrix with --compression");
  await giveReport(presetsReport(), options);
}

async function planPreset(name: string, folder: string | undefined) {
  const preset = findPreset(name);
  if (folder === undefined) return presetReport(preset);
  const { title, config } = preset.family;
  const bert = await readBert(folder);
  const { layers, width, ffn, vocabulary } = bert.config;
  if (width !== config.width || ffn !== config.ffn || vocabulary !== config.vocabulary)
    throw new CliError(
      `${preset.name} is for ${title} of ${config.vocabulary} words; ${folder} holds ${layers}x${width}, FFN ${ffn}, of ${vocabulary} words`,
    );
  const { partFits } = await import("../planning/part-fits.ts");
  return presetReport(preset, partFits(bert, preset.plan));
}

async function planMatrix(matrix: Size, { terms = 1, table, compression, all, model }: PlanOptions) {
  const question = { matrix, terms, table, compression, all };
  if (model === undefined) return matrixReport(question);
  if (compression === undefined) throw new CliError("--model with --matrix wants --compression, which picks the shape");
  const bert = await readBert(model);
  const parts = Object.entries(matrixSizes(bert.config)).filter(([, size]) => `${size}` === `${matrix}`);
  if (parts.some(([part]) => part === "word")) question.table = true; // as its rows are looked up
  const { a, b } = pickFor(question, compression);
  if (parts.length === 0) throw new CliError(`${model} has no ${matrix.join("x")} matrix that could be factored`);
  const plans = Object.fromEntries(parts.map(([part]) => [part, { kind: "kronecker" as const, a, b, terms }]));
  const { partFits } = await import("../planning/part-fits.ts");
  return matrixReport(question, partFits(bert, plans as Partial<BertPlan>));
}

async function readBert(folder: string): Promise<ImportedBert> {
  try {
    return await importBert(folder);
  } catch (error) {
    throw new CliError((error as Error).message); // one sentence on what is wrong with the folder
  }
}

function matrixSize(text: string): Size {
  const [out, width] = /^(\d{1,7})x(\d{1,7})$/.exec(text)?.slice(1).map(Number) ?? [];
  if (!out || !width) throw new InvalidArgumentError("It must be rows x columns, as 1536x384.");
  return [out, width];
}

function ratio(text: string): number {
  const value = Number(text);
  if (!(value > 1 && value < Infinity)) throw new InvalidArgumentError("It must be a number above 1.");
  return value;
}
