import type { Edge, GraphBuilder } from "./graph-builder.ts";

/** `x (1 + erf(x / √2)) / 2`, in the order that onnxruntime fuses into one kernel. */
export function geluErf(g: GraphBuilder, at: string, x: Edge): Edge {
  const erf = g.node("Erf", `${at}.erf`, [g.node("Div", `${at}.scaled`, [x, g.float("gelu.sqrt2", Math.SQRT2)])]);
  const sum = g.node("Add", `${at}.plus_one`, [erf, g.float("one", 1)]);
  return g.node("Mul", at, [g.node("Mul", `${at}.product`, [x, sum]), g.float("gelu.half", 0.5)]);
}

/** `x (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2` */
export function geluTanh(g: GraphBuilder, at: string, x: Edge): Edge {
  const square = g.node("Mul", `${at}.square`, [x, x]);
  const cubic = g.node("Mul", `${at}.cubic`, [square, g.float("gelu.cubic", 0.044715)]);
  const sum = g.node("Mul", `${at}.sum`, [x, g.node("Add", `${at}.steep`, [cubic, g.float("one", 1)])]); // x + 0.044715 x³
  const bent = g.node("Tanh", `${at}.tanh`, [
    g.node("Mul", `${at}.u`, [sum, g.float("gelu.scale", Math.sqrt(2 / Math.PI))]),
  ]);
  const half = g.node("Mul", `${at}.half`, [x, g.float("gelu.half", 0.5)]);
  return g.node("Mul", at, [half, g.node("Add", `${at}.plus_one`, [bent, g.float("one", 1)])]);
}
