/** An experiment as it is being filled in, what is plainly wrong with it, and what is sent. */
import type { Mode } from "../../../eval/reports/experiment.ts";
import type { Task } from "../../../r2-assets/format/names.ts";
import type { ModelSummary } from "../../api/models.ts";
import { equalPercents, percentsFlaw, sharesOf } from "./percents.ts";

export interface DraftVariant {
  /** Of its row in the form. */
  key: number;
  model: string;
  /** Blank: the current one. */
  version: string;
  /** Blank: what the deployment tries first. */
  runtime: "" | "engine" | "ort";
  /** Blank: the model's id. */
  name: string;
  percent: string;
}

export interface Draft {
  name: string;
  task: Task;
  mode: Mode;
  variants: readonly DraftVariant[];
  /** In points of accuracy. */
  margin: string;
  feedbackDays: string;
}

export const LEAST_VARIANTS = 2;
export const MOST_VARIANTS = 8;

const blank = (key: number, model = ""): DraftVariant => ({
  ...{ key, model, version: "", runtime: "", name: "", percent: "0" },
});

/** Begins with these models, and with the task of the first that is known. */
export function newDraft(wanted: readonly string[], models: readonly ModelSummary[]): Draft {
  const known = wanted.filter((id) => models.some((model) => model.id === id)).slice(0, MOST_VARIANTS);
  const own = models.find(({ id }) => id === known[0])?.task ?? "text-classification";
  const task = own === "feature-extraction" ? "text-classification" : own;
  const count = Math.max(LEAST_VARIANTS, known.length);
  const variants = Array.from({ length: count }, (_, i) => blank(i, known[i]));
  return { name: "", task, mode: "split", variants: equal(variants), margin: "2", feedbackDays: "30" };
}

export const equal = (variants: readonly DraftVariant[]): DraftVariant[] => {
  const percents = equalPercents(variants.length);
  return variants.map((variant, i) => ({ ...variant, percent: percents[i]! }));
};

const areEqual = (variants: readonly DraftVariant[]) =>
  equal(variants).every(({ percent }, i) => percent === variants[i]!.percent);

/** With one more. Weights that were equal still are; else the new one has none. */
export function withOneMore(variants: readonly DraftVariant[]): DraftVariant[] {
  const more = [...variants, blank(Math.max(...variants.map(({ key }) => key)) + 1)];
  return areEqual(variants) ? equal(more) : more;
}

export function withoutOne(variants: readonly DraftVariant[], key: number): DraftVariant[] {
  const left = variants.filter((variant) => variant.key !== key);
  return areEqual(variants) ? equal(left) : left;
}

/** None of a model whose answers are vectors, which cannot be right or wrong. */
export const tasksOf = ({ task, slots }: ModelSummary): Task[] => [
  ...(task === "feature-extraction" ? [] : [task]),
  ...(slots === undefined ? [] : ["token-classification" as const]),
];

/** What answers of a task are made of; null where that is no set. */
const labelsOf = (model: ModelSummary, task: Task): readonly string[] | null => {
  if (task === "text-classification" || task === "multi-label-classification") return model.labels;
  if (task === "token-classification") return model.task === task ? model.labels : (model.slots ?? []);
  return null;
};

/** Models that can stand beside the control: of the task, and with its labels. All of the task without a control. */
export function fitting(models: readonly ModelSummary[], task: Task, control: string): ModelSummary[] {
  const able = models.filter((model) => tasksOf(model).includes(task));
  const first = able.find(({ id }) => id === control);
  if (first === undefined) return able;
  const set = (model: ModelSummary) => labelsOf(model, task)?.toSorted().join("\n");
  return able.filter((model) => set(model) === set(first));
}

export const nameOf = (variant: DraftVariant, i: number): string =>
  variant.name.trim() || variant.model || (i === 0 ? "the control" : `candidate ${i}`);

/** What the server would refuse, in the order of the form; weights are told apart (`weightsFlaw`). */
export function flawsOf({ name, variants, margin, feedbackDays }: Draft): string[] {
  const flaws: string[] = [];
  if (name.trim() === "") flaws.push("The experiment needs a name.");
  for (const [i, variant] of variants.entries()) {
    if (variant.model === "") flaws.push(`Choose a model for ${nameOf(variant, i)}.`);
    const twin = variants.slice(0, i).some((other, j) => nameOf(other, j) === nameOf(variant, i));
    if (twin) flaws.push(`Two variants are called ${nameOf(variant, i)}: give one a name of its own.`);
  }
  if (!(Number(margin) > 0 && Number(margin) < 100)) flaws.push("The margin is a number of points above 0, below 100.");
  const days = Number(feedbackDays);
  if (!(Number.isInteger(days) && days >= 1 && days <= 90)) flaws.push("Feedback is taken for 1 to 90 whole days.");
  return flaws;
}

export const weightsFlaw = ({ mode, variants }: Draft): string | null =>
  mode === "shadow"
    ? null
    : percentsFlaw(
        variants.map(({ percent }) => percent),
        variants.map(nameOf),
      );

/** The body of `POST /v1/experiments`. Only of a draft without flaws. */
export function bodyOf({ name, task, mode, variants, margin, feedbackDays }: Draft) {
  const weights = mode === "split" ? sharesOf(variants.map(({ percent }) => percent)) : null;
  return {
    name: name.trim(),
    task,
    mode,
    margin: Number((Number(margin) / 100).toPrecision(12)),
    feedback_days: Number(feedbackDays),
    variants: variants.map(({ model, version, runtime, name: own }, i) => ({
      model: version.trim() === "" ? model : `${model}@${version.trim()}`,
      ...(weights && { weight: weights[i]! }),
      ...(runtime !== "" && { runtime }),
      ...(own.trim() !== "" && { name: own.trim() }),
    })),
  };
}
