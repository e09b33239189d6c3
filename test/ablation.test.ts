/** Ablations: from a plan to cells, from what they left to tables; how long is left. */
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cell, cellsOf, measuredOf, readServed } from "../bench/ablation/cells.ts";
import { Plan, variantsOf } from "../bench/ablation/plan.ts";
import { keepFigures, keptFigures, recordOf } from "../bench/ablation/record.ts";
import { ablationTable, ablationTables } from "../bench/ablation/table.ts";
import { timeLeft } from "../bench/ablation/time-left.ts";
import { ablationParts } from "../bench/results/ablations.ts";
import { sha256 } from "../r2-assets/format/digest.ts";

const plan = Plan.parse({
  question: "What helps?",
  base: "{task}/kronecker-19x",
  tasks: ["mrpc", "rte"],
  seeds: [17, 18],
  set: { "train.judged": 2 },
  levers: {
    teacher: { set: { teacher: "{task}/kd-mpnet" } },
    epochs: { set: { "train.epochs": 30 } },
    pairs: { by_task: { mrpc: { transfer: ["glue/stsb/train.jsonl.gz"] } } },
  },
});
let out: string;
let cells: Cell[];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), "ablation-"));
  cells = await cellsOf(plan, "ablation/plan", out);
});
afterAll(() => rm(out, { recursive: true }));

test("the base, every lever alone, and all that a task has together; half of dev chooses", () => {
  expect(variantsOf(plan, "mrpc").map(({ name }) => name)).toEqual([
    "base",
    "teacher",
    "epochs",
    "pairs",
    "teacher+epochs+pairs",
  ]);
  expect(variantsOf(plan, "rte").map(({ name }) => name)).toEqual(["base", "teacher", "epochs", "teacher+epochs"]);
  expect(variantsOf(plan, "rte").at(-1)!.overrides).toEqual({
    ...{ choose: "half", "train.judged": "2", "train.epochs": "30", teacher: "rte/kd-mpnet" },
  });
  const chosen = { ...plan, together: [["teacher", "pairs"]] };
  expect(variantsOf(chosen, "mrpc").at(-1)!.name).toBe("teacher+pairs");
  expect(variantsOf(chosen, "rte").at(-1)!.name).toBe("epochs"); // RTE has no pairs
});

test("what makes no plan is refused with a reason", () => {
  const reason = (changes: object) => Plan.safeParse({ ...plan, ...changes }).error!.issues[0]!.message;
  expect(reason({ seeds: [1, 1] })).toBe("a seed is there twice");
  expect(reason({ together: [["teacher", "none"]] })).toBe("a lever is named that is not there");
  expect(reason({ levers: { base: {} } })).toBe("base is no lever's name");
  const clash = Plan.parse({ ...plan, levers: { a: { set: { seed: 1 } }, b: { set: { seed: 2 } } } });
  expect(() => variantsOf(clash, "mrpc")).toThrow("levers a and b both set seed");
});

test("cells are recipes with their settings, seed by seed; what is no recipe is said with its variant", async () => {
  expect(cells).toHaveLength(2 * (5 + 4));
  expect(cells.slice(0, 9).every(({ seed }) => seed === 17)).toBe(true);
  const cell = cells.find(({ variant, task, seed }) => variant === "teacher" && task === "rte" && seed === 18)!;
  expect(cell.place).toBe(join("ablation/plan/rte/teacher/seed-18"));
  expect(cell.recipe).toMatchObject({ teacher: "rte/kd-mpnet", seed: 18, choose: "half", train: { judged: 2 } });
  const wrong = Plan.parse({ ...plan, levers: { odd: { set: { "train.epochs": "many" } } } });
  await expect(cellsOf(wrong, "x", out)).rejects.toThrow(/^odd of mrpc: recipe mrpc\/kronecker-19x: train\.epochs/);
  const misfit = Plan.parse({ ...plan, levers: { odd: { set: { teacher: null } } } });
  await expect(cellsOf(misfit, "x", out)).rejects.toThrow(
    "odd of mrpc: recipe mrpc/kronecker-19x: kronecker needs a teacher",
  );
});

test("the plan of the house is recipes, all levers together among them", async () => {
  const file = new URL("../bench/ablation/kronecker-19x.json", import.meta.url);
  const house = Plan.parse(JSON.parse(await readFile(file, "utf8")));
  const all = (await cellsOf(house, "x", out)).filter(({ variant }) => variant.includes("+"));
  expect(all.map(({ task }) => task).sort()).toEqual([...house.tasks, ...house.tasks, ...house.tasks].sort());
  const [{ recipe }] = all as [Cell];
  expect(recipe.stages!.map(({ train }) => train.epochs)).toEqual([1, undefined, undefined]);
  expect(recipe.stages!.at(-1)!.train).toMatchObject({ quantization_aware: true });
  expect(recipe).toMatchObject({ start: "mnli/kronecker-19x-recombined", train: { epochs: 4, limit: 2500 } });
});

const origin = { data_sha256: "d", machine: { cpu: "a processor", cores: 2 }, code: "c" };

/** As training leaves it. */
async function finish(cell: Cell, f1: number, more: object = {}) {
  const folder = join(out, cell.place);
  await mkdir(folder, { recursive: true });
  const dev = [{ epoch: 1, step: 1, metrics: { f1: 0.9 }, primary: "f1", loss: 0.5 }];
  const { recipe, seed } = cell;
  const record = {
    status: "finished",
    recipe,
    seed,
    dev,
    dev_unseen: { f1, rows: 50 },
    wall_seconds: 60,
    ...origin,
    ...more,
  };
  await writeFile(join(folder, "training.json"), JSON.stringify(record));
}

test("only what finished with these settings counts, and a served figure only of the artefact that is there", async () => {
  const [first, teacher, epochs, pairs] = cells as [Cell, Cell, Cell, Cell];
  await finish(first, 0.8, { teacher: { id: "mrpc-teacher", version: "1" } });
  await finish(teacher, 0.82, { status: "interrupted" });
  await finish(epochs, 0.83, { recipe: { ...epochs.recipe, train: { ...epochs.recipe.train, epochs: 3 } } });
  await finish(pairs, 0.84, { dev_unseen: undefined });
  const folder = join(out, first.place);
  await writeFile(join(folder, "card.json"), "a card");
  const served = { card_sha256: await sha256(new TextEncoder().encode("a card")), metric: "f1", rows: 50, value: 0.79 };
  await writeFile(join(folder, "served.json"), JSON.stringify(served));
  expect(await measuredOf(out, cells)).toEqual([
    {
      cell: first,
      metric: "f1",
      trained: 0.8,
      served: 0.79,
      rows: 50,
      seconds: 60,
      teacher: "mrpc-teacher@1",
      ...origin,
    },
  ]);
  await writeFile(join(folder, "card.json"), "another card");
  expect(await readServed(folder)).toBeUndefined();
});

test("figures are kept beside the plan, of these settings alone, and count when the models are gone", async () => {
  const file = recordOf(join(out, "plan.json"));
  expect(file).toBe(join(out, "plan.measured.ndjson"));
  expect(await keptFigures(file, cells)).toEqual([]);
  const figures = { metric: "f1", trained: 0.8, rows: 50, seconds: 60, ...origin };
  const [first, second, third] = cells as [Cell, Cell, Cell];
  const measured = [
    { cell: second, ...figures, served: null },
    { cell: first, ...figures, served: 0.79 },
    { cell: third, ...figures }, // not asked as served yet
  ];
  await keepFigures(file, cells, measured);
  expect(await keptFigures(file, cells)).toEqual([measured[1], measured[0]]);

  const longer = { ...plan, set: { "train.judged": 4 } };
  const others = await cellsOf(longer, "ablation/plan", out);
  expect(await keptFigures(file, others)).toEqual([]);
  await keepFigures(file, others, [{ cell: others[0]!, ...figures, served: 0.7 }]);
  await keepFigures(file, cells, [{ cell: first, ...figures, served: 0.78 }]);
  expect((await keptFigures(file, cells)).map(({ served }) => served)).toEqual([0.78, null]);
  expect((await keptFigures(file, others)).map(({ served }) => served)).toEqual([0.7]);
  const renamed = cells.map((cell) => ({ ...cell, recipe: { ...cell.recipe, question: "In other words?" } }));
  expect(await keptFigures(file, renamed)).toHaveLength(2);

  await appendFile(file, '{"task": "mrpc"}\n');
  await expect(keptFigures(file, cells)).rejects.toThrow("plan.measured.ndjson: line 4 is no cell's figures");
});

test("the table has means over seeds, and differences from the base seed by seed", () => {
  const of = (variant: string, seed: number, trained: number) => ({
    cell: cells.find((cell) => cell.task === "rte" && cell.variant === variant && cell.seed === seed)!,
    ...{ metric: "accuracy", trained, served: null, rows: 50, seconds: 1, ...origin },
  });
  const measured = [
    of("base", 17, 0.6),
    of("base", 18, 0.64),
    of("epochs", 17, 0.61),
    of("teacher", 17, 0.65),
    of("teacher", 18, 0.67),
  ];
  expect(ablationTable(measured, "trained").split("\n").slice(2)).toEqual([
    "| rte | `base` | accuracy | 17, 18 | 0.6200 ± 0.0283 | – | – |",
    "| rte | `epochs` | accuracy | 17 | 0.6100 | +0.0100 | +0.0100 |",
    "| rte | `teacher` | accuracy | 17, 18 | 0.6600 ± 0.0141 | +0.0500, +0.0300 | +0.0400 ± 0.0141 |",
  ]);
  expect(ablationTable(measured, "served")).toBe("None is there yet.");
});

test("cells of a task that learnt from other rows, or from a teacher that was trained anew, are told of", () => {
  const of = (index: number, more: object) => ({
    cell: cells[index]!,
    ...{ metric: "f1", trained: 0.8, rows: 50, seconds: 1, teacher: "mrpc-teacher@1", ...origin, ...more },
  });
  const said = (...measured: ReturnType<typeof of>[]) => ablationTables(measured).slice(4);
  const other = { teacher: "mrpc-kd-mpnet@2" }; // what a lever asks for
  expect(said(of(0, {}), of(1, other), of(2, { teacher: undefined }))).toEqual([]);
  expect(said(of(0, {}), of(1, other), of(2, { teacher: "mrpc-teacher@3" }))).toEqual([
    "Cells of mrpc did not learn from one teacher, but from mrpc-teacher@1 and mrpc-teacher@3.",
  ]);
  expect(said(of(0, {}), of(1, { data_sha256: "e" }))).toEqual(["Cells of mrpc did not learn from the same rows."]);
});

test("the page of results says how many cells are measured, and on what; nothing where none is", () => {
  expect(ablationParts([])).toEqual([]);
  const cell = cells[0]!;
  const measured = [{ cell, metric: "f1", trained: 0.8, served: 0.79, rows: 50, seconds: 5400, ...origin }];
  const [title, , plan, said, , trained, , served] = ablationParts([
    { plan: "levers", question: "What helps?", cells: 18, measured },
  ]);
  expect([title, plan]).toEqual(["## Ablations", "### levers"]);
  expect(said).toBe(
    "What helps? `node bench/ablation/run.ts bench/ablation/levers.json --data DATA` trains it. 1 of 18 cells are measured: 1.5 hours of training, a core each, on `a processor`.",
  );
  expect(trained).toContain("| mrpc | `base` | f1 | 17 | 0.8000 |");
  expect(served).toContain("| mrpc | `base` | f1 | 17 | 0.7900 |");
});

test("time left goes by cells of the same task, and by the longest that is left", () => {
  const done = [
    { task: "a", seconds: 100 },
    { task: "a", seconds: 200 },
    { task: "b", seconds: 30 },
  ];
  expect(timeLeft([{ task: "a" }], [], [], 1)).toBeNull();
  expect(timeLeft([{ task: "a" }, { task: "b" }], [{ task: "a", seconds: 50 }], done, 1)).toBe(150 + 30 + 100);
  expect(timeLeft([{ task: "a" }, { task: "b" }], [{ task: "a", seconds: 50 }], done, 2)).toBe(150);
  expect(timeLeft([{ task: "c" }], [{ task: "b", seconds: 99 }], done, 1)).toBe(110);
});
