/**
 * Accuracy on SST-2's dev split by the number of labels: a BiLSTM by its labels alone, by a teacher's guesses, by its logits, and by all stages
 * of XtremeDistil's D4.1; beside them the teacher, MiniLM fine-tuned on the same labels. Each cell is one `retort train`.
 *
 *     node bench/low-resource/run.ts --data DATA --out OUT
 *
 * Goes on where it was stopped, and writes `bench/low-resource/sst2.json` after every cell: accuracy of the looks at dev that was best,
 * so a little too high, and more so where there were more looks.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { wilson } from "../../eval/statistics/wilson.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { LABELS, type Labels, ROWS, STRATEGIES, type Strategy, settingsOf, TEXTS } from "./cells.ts";

const { values } = parseArgs({
  options: {
    data: { type: "string" },
    out: { type: "string" },
    machine: { type: "string", default: cpus()[0]?.model ?? "unknown" },
  },
});
const { data, out } = values;
if (data === undefined || out === undefined) throw new Error("--data DIR and --out DIR are wanted");
const retort = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

interface Cell {
  labels: Labels;
  strategy: Strategy;
  accuracy: number;
  ci95: [number, number];
  looks: number;
  code: string;
}

const cells: Cell[] = [];
for (const labels of LABELS)
  for (const strategy of ["teacher", "supervised", "hard", "soft", "full"] as const) {
    // With all labels the published teacher teaches, which is there already.
    if (labels === null && strategy === "teacher") continue;
    const folder = join(out, `${labels ?? "all"}`);
    const recipe = STRATEGIES[strategy];
    if (!existsSync(join(folder, recipe, "card.json")))
      await train([recipe, "--data", data, "--out", folder, "--resume", "--set", ...settingsOf(strategy, labels)]);
    cells.push(await cellOf(join(folder, recipe, "training.json"), labels, strategy));
    const results = { task: "sst2", dev: "glue/sst2", texts: TEXTS, rows: ROWS, machine: values.machine, cells };
    const file = fileURLToPath(new URL("sst2.json", import.meta.url));
    await replaceFile(file, `${JSON.stringify(results, null, 1)}\n`);
  }

async function cellOf(file: string, labels: Labels, strategy: Strategy): Promise<Cell> {
  const { dev, dev_examples: n, code } = JSON.parse(await readFile(file, "utf8"));
  const accuracies = dev.map(({ metrics }: { metrics: { accuracy: number } }) => metrics.accuracy);
  const accuracy = Math.max(...accuracies);
  return { labels, strategy, accuracy, ci95: wilson(Math.round(accuracy * n), n), looks: dev.length, code };
}

function train(args: string[]): Promise<void> {
  console.log(`retort train ${args.join(" ")}`);
  const child = spawn(process.execPath, [retort, "train", ...args], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${args[0]} ended with ${code}`))));
  });
}
