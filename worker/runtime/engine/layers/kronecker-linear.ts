/** A linear layer of Kronecker factors, `W = Σ_r A_r ⊗ B_r`, which is never multiplied out. */
import type { Linear as LinearCard } from "../../../../r2-assets/format/layers.ts";
import type { Building } from "../building.ts";
import { kroneckerBytes, kroneckerI16Bytes } from "../kernels/layout.ts";
import type { Slot } from "../layout.ts";
import { floatsOf } from "../stored.ts";
import type { Linear } from "./linear.ts";
import { shortPanels } from "./short-panels.ts";

type Kronecker = Extract<LinearCard, { kind: "kronecker" }>;

/** Which factor comes first: a small B; else a small A where it narrows, and behind B where it widens. */
function kernelFor({ a: [m1, n1], b: [m2, n2] }: Kronecker): keyof typeof kroneckerBytes {
  if (m2 * n2 < m1 * n1) return "kroneckerSmallB";
  return m1 > n1 ? "kroneckerBFirst" : "kroneckerAFirst";
}

export function kroneckerLinear(building: Building, from: string, card: Kronecker): Linear {
  const { tensors, kernels } = building;
  const large = `${from}.weight.kronecker.0.${kernelFor(card) === "kroneckerSmallB" ? "a" : "b"}`;
  if (card.terms === 1 && tensors.get(large)?.dtype === "I8") return ofBytes(building, from, card);
  const { terms, out } = card;
  const [[m1, n1], [m2, n2]] = [card.a, card.b];
  const name = kernelFor(card);
  const [a, b] = placeFactors(building, from, card);
  const bias = building.constant(floatsOf(tensors, `${from}.bias`, [out]));
  const scratch = kroneckerBytes[name]({ m1, n1, m2, n2, terms });
  return {
    out,
    scratch: () => scratch,
    run: (x, rows, y, at) => kernels[name](x, rows, a.at, b.at, m1, n1, m2, n2, terms, bias.at, y, at),
  };
}

/** One term, whose large factor is bytes. */
function ofBytes(building: Building, from: string, card: Kronecker): Linear {
  const { tensors, kernels } = building;
  const { out } = card;
  const [[m1, n1], [m2, n2]] = [card.a, card.b];
  const name = kernelFor(card);
  const term = `${from}.weight.kronecker.0`;
  const smallB = name === "kroneckerSmallB";
  const large = shortPanels(building, `${term}.${smallB ? "a" : "b"}`, smallB ? [m1, n1] : [m2, n2]);
  const small = building.constant(floatsOf(tensors, `${term}.${smallB ? "b" : "a"}`, smallB ? [m2, n2] : [m1, n1]));
  const [a, b] = smallB ? [large.panels, small] : [small, large.panels];
  const bias = building.constant(floatsOf(tensors, `${from}.bias`, [out]));
  const scratch = kroneckerI16Bytes[name]({ m1, n1, m2, n2, terms: 1 });
  const product = kernels[`${name}I16`];
  return {
    out,
    scratch: () => scratch,
    run: (x, rows, y, at) => product(x, rows, a.at, b.at, large.by?.at ?? 0, m1, n1, m2, n2, bias.at, y, at),
  };
}

/** The factors as the kernel wants them. */
function placeFactors(building: Building, from: string, card: Kronecker): [a: Slot, b: Slot] {
  const { terms } = card;
  const [[m1, n1], [m2, n2]] = [card.a, card.b];
  const factors = (which: "a" | "b", shape: readonly [number, number]) =>
    Array.from({ length: terms }, (_, r) =>
      floatsOf(building.tensors, `${from}.weight.kronecker.${r}.${which}`, shape),
    );
  const [as, bs] = [factors("a", [m1, n1]), factors("b", [m2, n2])];
  switch (kernelFor(card)) {
    case "kroneckerSmallB":
      return [building.packed(sideBySide(as, m1, n1), [m1, terms * n1]), building.constant(joined(bs))];
    case "kroneckerAFirst":
      return [building.constant(joined(as)), building.packed(sideBySide(bs, m2, n2), [m2, terms * n2])];
    case "kroneckerBFirst":
      return [building.constant(joined(as)), panelsOfEach(building, bs, m2, n2)];
  }
}

const PANEL = 8;

/** Packed one behind the other: as one matrix in which each begins with a panel of its own. */
function panelsOfEach(building: Building, matrices: readonly Float32Array[], rows: number, columns: number): Slot {
  const whole = Math.ceil(rows / PANEL) * PANEL;
  const all = new Float32Array(matrices.length * whole * columns);
  for (const [r, matrix] of matrices.entries()) all.set(matrix, r * whole * columns);
  return building.packed(all, [matrices.length * whole, columns]);
}

function joined(matrices: readonly Float32Array[]): Float32Array {
  const size = matrices[0]!.length;
  const all = new Float32Array(matrices.length * size);
  for (const [r, matrix] of matrices.entries()) all.set(matrix, r * size);
  return all;
}

/** `[rows, columns]` each -> `[rows, terms columns]`. */
function sideBySide(matrices: readonly Float32Array[], rows: number, columns: number): Float32Array {
  const all = new Float32Array(rows * columns * matrices.length);
  for (const [r, matrix] of matrices.entries())
    for (let i = 0; i < rows; i++)
      all.set(matrix.subarray(i * columns, (i + 1) * columns), (i * matrices.length + r) * columns);
  return all;
}
