import type { Edge, GraphBuilder } from "./graph-builder.ts";

/** `x (1 + erf(x / √2)) / 2`, in the order that onnxruntime fuses into one kernel. */
export function geluErf(g: GraphBuilder, at: string, x: Edge): Edge {
  const erf = g.node("Erf", `${at}.erf`, [g.node("Div", `${at}.scaled`, [x, g.float("gelu.sqrt2", Math.SQRT2)])]);
  const sum = g.node("Add", `${at}.plus_one`, [erf, g.float("one", 1)]);
  return g.node("Mul", at, [g.node("Mul", `${at}.product`, [x, sum]), g.float("gelu.half", 0.5)]);
}
