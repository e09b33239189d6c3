/** What the engine does not compute, by the card alone. */
import type { AnyArchitecture } from "../../../r2-assets/format/architecture.ts";

/** Why the engine can run no model of this architecture, whatever its size: one sentence without its stop; undefined where it can. */
export function engineLacks(architecture: AnyArchitecture): string | undefined {
  if (architecture.kind === "onnx") return "it is a graph that somebody else made, which only onnxruntime runs";
  if (architecture.kind !== "bert") return undefined;
  if (architecture.encoder.relative_positions !== undefined)
    return "its attention depends on relative positions, which only onnxruntime computes";
  if (architecture.embeddings.token_type === undefined) return "it has no token types, and the engine reads them";
}
