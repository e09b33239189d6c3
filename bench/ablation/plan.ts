/** What an ablation trains: a base recipe, its levers alone and together. */
import { readFile } from "node:fs/promises";
import * as z from "zod";

/** Of a recipe, as `--set` takes them: what is no string stands as JSON. `{task}` in it is the task's name. */
const Settings = z.record(z.string(), z.unknown());

const Name = z.string().regex(/^[a-z0-9-]+$/, "a lever's name has small letters, digits and hyphens");

const Lever = z.strictObject({
  why: z.string().optional(),
  set: Settings.default({}),
  /** Besides, task by task; tasks that are not listed do without the lever. */
  by_task: z.record(z.string(), Settings).optional(),
});

export const Plan = z
  .strictObject({
    question: z.string(),
    /** A recipe's name: `{task}/kronecker-19x`. */
    base: z.string(),
    tasks: z.array(z.string()).min(1),
    seeds: z.array(z.int().nonnegative()).min(1),
    /** For every cell. Half of dev chooses in any case, since the other half is what is shown. */
    set: Settings.default({}),
    levers: z.record(Name, Lever),
    /** Which levers are pulled together besides; all that a task has, where it is absent. */
    together: z.array(z.array(Name).min(2)).optional(),
  })
  .refine(({ seeds }) => new Set(seeds).size === seeds.length, { message: "a seed is there twice", path: ["seeds"] })
  .refine(({ tasks }) => new Set(tasks).size === tasks.length, { message: "a task is there twice", path: ["tasks"] })
  .refine(({ levers }) => !("base" in levers), { message: "base is no lever's name", path: ["levers"] })
  .refine(({ levers, together = [] }) => together.flat().every((name) => name in levers), {
    message: "a lever is named that is not there",
    path: ["together"],
  });
export type Plan = z.infer<typeof Plan>;

/** Throws Error with one sentence where the file is not there or no plan. */
export async function readPlan(file: string): Promise<Plan> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${file}: ${error.code}`);
  });
  const parsed = Plan.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file}: ${[issue!.path.join("."), issue!.message].filter(Boolean).join(": ")}`);
}

/** One row of the table: `base`, `teacher`, `teacher+epochs`. */
export interface Variant {
  name: string;
  overrides: Record<string, string>;
}

/** The base first, then each lever alone, then those together. Throws Error where two levers that are pulled together set the same. */
export function variantsOf(plan: Plan, task: string): Variant[] {
  const has = (name: string) => plan.levers[name]!.by_task === undefined || task in plan.levers[name]!.by_task;
  const levers = Object.keys(plan.levers).filter(has);
  const together = plan.together ?? (levers.length > 1 ? [levers] : []);
  const pulled = [[], ...levers.map((name) => [name]), ...together.filter((names) => names.every(has))];
  return pulled.map((names) => {
    const sets = names.map((name) => ({ ...plan.levers[name]!.set, ...plan.levers[name]!.by_task?.[task] }));
    const keys = sets.flatMap(Object.keys);
    const twice = keys.find((key, i) => keys.indexOf(key) < i);
    if (twice !== undefined) throw new Error(`levers ${names.join(" and ")} both set ${twice}`);
    const set = Object.assign({ choose: "half" }, plan.set, ...sets);
    const overrides = Object.entries(set).map(([key, value]) => [key, named(textOf(value), task)]);
    return { name: names.join("+") || "base", overrides: Object.fromEntries(overrides) };
  });
}

export const named = (text: string, task: string): string => text.replaceAll("{task}", task);

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
