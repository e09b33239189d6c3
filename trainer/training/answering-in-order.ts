/** A teacher whose head names the task's labels in another order, or in other letters: its rows are put in the task's. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Weights } from "../models/weights.ts";
import type { Teacher } from "./trained-model.ts";

const HEAD = ["classifier.weight", "classifier.bias"];

/**
 * The teacher as it would answer `labels`, in their order: undefined where its own are others, also read without capitals. The same teacher where
 * they are these already.
 */
export async function answeringInOrder(teacher: Teacher, labels: readonly string[]): Promise<Teacher | undefined> {
  if (teacher.labels.join("\0") === labels.join("\0")) return teacher;
  const order = placesOf(labels, teacher.labels) ?? placesOf(labels.map(lowered), teacher.labels.map(lowered));
  if (order === undefined) return undefined;
  const { model } = teacher;
  const weights = new Map(model.weights);
  for (const name of HEAD) weights.set(name, rowsOf(weights.get(name)!, order)); // every architecture's head
  const digest = order.every((at, i) => at === i) ? model.digest : await sha256(JSON.stringify([model.digest, order]));
  return { ...teacher, model: { ...model, weights, digest }, labels: [...labels] };
}

const lowered = (label: string) => label.toLowerCase();

/** Where each of `wanted` is in `own`; undefined unless both are the same names, each once. */
function placesOf(wanted: readonly string[], own: readonly string[]): number[] | undefined {
  const places = wanted.map((label) => own.indexOf(label));
  const once = new Set(places).size === own.length && new Set(own).size === own.length;
  return once && wanted.length === own.length && !places.includes(-1) ? places : undefined;
}

/** `[rows, columns]` or `[rows]`, its rows in this order. */
function rowsOf({ shape, data }: Weights, order: readonly number[]): Weights {
  const columns = data.length / order.length;
  const rows = order.map((row) => data.subarray(row * columns, (row + 1) * columns));
  const ordered = new Float32Array(data.length);
  for (const [i, row] of rows.entries()) ordered.set(row, i * columns);
  return { shape, data: ordered };
}
