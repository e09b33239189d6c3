import { onnxruntime } from "#onnxruntime";
import type { Card } from "../../r2-assets/format/card.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import { engineLacks } from "./engine/engine-lacks.ts";

/** What runs models in this deployment, in the order in which it is tried where nobody asks for one. */
export const RUNTIMES: readonly [Runtime, ...Runtime[]] = onnxruntime === null ? ["engine"] : ["engine", "ort"];

/**
 * Those of them that can run such a model, as far as its card tells: a graph that somebody else made, and a model with relative positions, run on
 * onnxruntime alone.
 */
export const runtimesFor = ({ architecture }: Pick<Card, "architecture">): Runtime[] =>
  RUNTIMES.filter((runtime) => runtime === "ort" || engineLacks(architecture) === undefined);
