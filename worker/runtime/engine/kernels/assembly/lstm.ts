/**
 * A step of an LSTM for several texts at once. Source: Hochreiter and Schmidhuber 1997 with forget gates, as PyTorch has it; blocks in
 * its order, which is that of the files: input, forget, cell, output. (ONNX's graph reorders them when it is loaded.)
 */
import { addProduct } from "./gemm-f32";
import { sigmoid, tanh } from "./exp";
import { LANES, loadSome, storeSome, VECTOR } from "./lanes";

/**
 *     i, f, o = σ(driven + R h)    g = tanh(driven + R h)    c = f c + i g    h = o tanh(c)
 *
 * for the first `rows` texts. `driven` `[rows, 4 units]`: what this step's inputs bring, bias included; R packed by `packF32`
 * from `[4 units, units]`; h and c `[rows, units]`, changed in place; `gates` is scratch, `[rows, 4 units]`.
 * Texts of different lengths: the longest first, and each step for those that are still running. A text's bits don't depend on the others.
 */
export function lstmStep(
  driven: usize, rows: i32, units: i32, recurrent: usize, h: usize, c: usize, gates: usize,
): void {
  addProduct(h, rows, units, recurrent, 4 * units, driven, gates);
  const block = <usize>units << 2;
  for (; rows > 0; rows--) {
    cell(gates, block, units, h, c);
    gates += 4 * block;
    h += block;
    c += block;
  }
}

function cell(gates: usize, block: usize, units: i32, h: usize, c: usize): void {
  for (; units > 0; units -= LANES) {
    const inward = sigmoid(loadSome(gates, units));
    const forget = sigmoid(loadSome(gates + block, units));
    const candidate = tanh(loadSome(gates + 2 * block, units));
    const outward = sigmoid(loadSome(gates + 3 * block, units));
    const kept = f32x4.add(f32x4.mul(forget, loadSome(c, units)), f32x4.mul(inward, candidate));
    storeSome(c, kept, units);
    storeSome(h, f32x4.mul(outward, tanh(kept)), units);
    gates += VECTOR;
    h += VECTOR;
    c += VECTOR;
  }
}
