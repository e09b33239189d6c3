/** Factors of a matrix as constant ONNX tensors of floats, whatever they are stored as. */
import { DataType, type Edge, type GraphBuilder } from "./graph-builder.ts";

const FLOAT = { to: BigInt(DataType.FLOAT) };

/** Adds the node (Gather, Slice) that takes rows of a tensor. */
export type Select = (rows: Edge, name: string) => Edge;

/**
 * The stored factor as floats. Its nodes have constant inputs only, so that they fold when the graph is loaded: factors
 * are small, the products with them are in floats in every storage.
 */
export const factor = (g: GraphBuilder, name: string): Edge => rowsOf(g, name, name, (rows) => rows);

/**
 * Rows of a stored tensor as floats. `select` adds the node that takes them; it runs before the cast, so that no F32 copy
 * of a whole table ever exists, and for I8 once more over the scales where there is one a row.
 */
export function rowsOf(g: GraphBuilder, name: string, at: string, select: Select): Edge {
  const { dtype } = g.stored(name);
  if (dtype === "F32") return select(g.weight(name), at);
  if (dtype !== "F16" && dtype !== "I8") throw new RangeError(`rowsOf: ${name} is stored as ${dtype}`);
  const floats = g.node("Cast", `${at}.float`, [select(g.weight(name), `${at}.rows`)], FLOAT);
  if (dtype === "F16") return floats;
  const scale = g.stored(`${name}.scale`);
  const stored = g.weight(`${name}.scale`);
  const scales = scale.shape[1] === 1 ? select(stored, `${at}.scales`) : stored;
  const factors = scale.dtype === "F32" ? scales : g.node("Cast", `${at}.scales.float`, [scales], FLOAT);
  return g.node("Mul", `${at}.scaled`, [floats, factors]);
}

/**
 * Factors of several terms, all `[rows, columns]`, as one constant `shape`: concatenated along `axis` 0 or 1, or along a
 * new last axis 2, and reshaped. So term and row, or column and term, make one index, the first of them the slower one.
 */
export function joined(
  g: GraphBuilder,
  name: string,
  factors: readonly Edge[],
  axis: 0 | 1 | 2,
  shape: readonly [rows: number, columns: number],
): Edge {
  if (factors.length === 1) return factors[0]!;
  const last = () => g.ints("axis.last", [2]);
  const parts = axis < 2 ? factors : factors.map((part) => g.node("Unsqueeze", `${part}.deep`, [part, last()]));
  const together = g.node("Concat", `${name}.parts`, parts, { axis: BigInt(axis) });
  return g.node("Reshape", name, [together, g.ints(`shape.${shape.join("x")}`, shape)]);
}
