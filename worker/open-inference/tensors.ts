/** Tensors as they are read, and the sentences for those that are not what they say. */
import { ProblemError } from "../http/problem.ts";
import { shown } from "../http/shown.ts";
import type { InferInput } from "./infer-request.ts";

/** Row-major. Numbers past 2^53 are not exact, and no id, mask or type is as large. */
export type Tensor =
  | { datatype: "INT64"; shape: readonly number[]; values: ArrayLike<number> }
  | { datatype: "BYTES"; shape: readonly number[]; values: readonly string[] };

export type Datatype = Tensor["datatype"];

/** How many elements a shape holds. */
export const elementsOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** The 422 problem of a tensor that can't be what it says it is. */
export const unfit = (detail: string, slug = "input-unfit") => new ProblemError(422, slug, detail);

/** How sentences name an input. */
export const named = ({ name }: Pick<InferInput, "name">): string => `The input ${shown(name)}`;
