import type { Linear } from "../../r2-assets/format/layers.ts";
import type { Edge, GraphBuilder } from "./graph-builder.ts";
import { factor } from "./stored-factor.ts";

type Factored = Exclude<Linear, { kind: "dense" }>;

/**
 * `W [out, in]` multiplied out of its stored factors. All inputs are constant, so that onnxruntime does it once, when the
 * graph is loaded, and holds W as floats in memory from then on.
 */
export function expandedMatrix(g: GraphBuilder, weight: string, matrix: Factored): Edge {
  if (matrix.kind === "low_rank") {
    return g.node("MatMul", weight, [factor(g, `${weight}.low_rank.u`), factor(g, `${weight}.low_rank.v`)]);
  }
  const [[m1, n1], [m2, n2]] = [matrix.a, matrix.b];
  const spread = (name: string, shape: readonly number[]) =>
    g.node("Reshape", `${name}.spread`, [factor(g, name), g.ints(`shape.${shape.join("x")}`, shape)]);
  const terms = Array.from({ length: matrix.terms }, (_, i) => {
    const at = `${weight}.kronecker.${i}`;
    return g.node("Mul", at, [spread(`${at}.a`, [m1, 1, n1, 1]), spread(`${at}.b`, [1, m2, 1, n2])]);
  });
  const sum = terms.reduce((sum, term, i) => g.node("Add", `${weight}.sum.${i}`, [sum, term]));
  return g.node("Reshape", weight, [sum, g.ints(`shape.${matrix.out}x${matrix.in}`, [matrix.out, matrix.in])]);
}
