/** A bidirectional LSTM layer as ONNX's operator. */
import type { Edge, GraphBuilder } from "./graph-builder.ts";
import { factor } from "./stored-factor.ts";

export interface LstmLayer {
  /** By direction, the names of W `[4 units, in]`, R `[4 units, units]` and b `[4 units]`, their blocks in PyTorch's order. */
  directions: readonly { input: string; recurrent: string; bias: string }[];
  units: number;
}

/**
 * States of both directions by step `[sequence, 2, batch, units]`, zeros behind a text's end, and those where each direction ends `[2, batch, units]`.
 * x `[sequence, batch, in]`, lengths int32 `[batch]`. Weights are brought into ONNX's order by nodes with constant inputs, which fold
 * when the graph is loaded; so the file has PyTorch's order. Source: ONNX's operator LSTM 14.
 */
export function bidirectionalLstm(
  g: GraphBuilder,
  at: string,
  { directions, units }: LstmLayer,
  x: Edge,
  lengths: Edge,
): { states: Edge; ends: Edge } {
  const first = g.ints("lstm.direction_axis", [0]);
  const both = (name: string, of: (layer: LstmLayer["directions"][number], at: string) => Edge) =>
    g.node(
      "Concat",
      `${at}.${name}`,
      directions.map((layer, i) =>
        g.node("Unsqueeze", `${at}.${name}.${i}.direction`, [of(layer, `${at}.${name}.${i}`), first]),
      ),
      { axis: 0n },
    );
  const input = both("input", (layer, at) => reordered(g, at, factor(g, layer.input)));
  const recurrent = both("recurrent", (layer, at) => reordered(g, at, factor(g, layer.recurrent)));
  const bias = both("bias", (layer, at) => {
    const own = reordered(g, at, g.weight(layer.bias));
    return g.node("Concat", `${at}.and_none`, [own, g.node("Sub", `${at}.none`, [own, own])], { axis: 0n });
  });
  const [states, ends] = g.nodes("LSTM", at, [x, input, recurrent, bias, lengths], ["", ".ends"], {
    hidden_size: BigInt(units),
    direction: "bidirectional",
  }) as [Edge, Edge];
  return { states, ends };
}

/** Blocks input, forget, cell, output -> input, output, forget, cell. */
function reordered(g: GraphBuilder, at: string, matrix: Edge): Edge {
  const [i, f, c, o] = g.nodes("Split", `${at}.gates`, [matrix], [".i", ".f", ".c", ".o"], { axis: 0n }) as Edge[];
  return g.node("Concat", `${at}.iofc`, [i!, o!, f!, c!], { axis: 0n });
}
