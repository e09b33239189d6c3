import type { Edge, GraphBuilder } from "./graph-builder.ts";

/** The mean over a text's positions: states `[batch, sequence, width]`, float mask `[batch, sequence]` -> `[batch, width]`. */
export function maskedMean(g: GraphBuilder, states: Edge, floatMask: Edge): Edge {
  const mask = g.node("Unsqueeze", "pool.mask", [floatMask, g.ints("pool.mask.axis", [2])]);
  const overSequence = (name: string, edge: Edge) =>
    g.node("ReduceSum", name, [edge, g.ints("pool.axis", [1])], { keepdims: 0n });
  const sum = overSequence("pool.sum", g.node("Mul", "pool.kept", [states, mask]));
  const count = g.node("Max", "pool.count", [overSequence("pool.tokens", mask), g.float("pool.least", 1e-9)]);
  return g.node("Div", "pool.mean", [sum, count]);
}
