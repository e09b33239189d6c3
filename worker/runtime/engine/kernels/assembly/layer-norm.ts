import { LANES, loadSome, storeSome, sumLanes, VECTOR } from "./lanes";

/**
 * `y = (s - mean) / √(variance + eps) γ + β` for `s = x + residual`, each row by itself. All `[rows, width]`, γ and β `[width]`; `residual`
 * may be 0 for none, y may be x or the residual. The variance is the mean square of what is centred, as in PyTorch.
 */
export function layerNorm(
  x: usize, residual: usize, gamma: usize, beta: usize, epsilon: f32, rows: i32, width: i32, y: usize,
): void {
  const bytes = <usize>width << 2;
  for (; rows > 0; rows--) {
    const mean = addUp(x, residual, width, y) / <f32>width;
    const variance = centre(y, mean, width) / <f32>width;
    scale(y, 1 / sqrt<f32>(variance + epsilon), gamma, beta, width);
    x += bytes;
    y += bytes;
    if (residual) residual += bytes;
  }
}

/** Writes the sums of both rows, and returns the sum over these. Two sums at a time, since one would wait for itself. */
function addUp(x: usize, residual: usize, width: i32, y: usize): f32 {
  let total = f32x4.splat(0), total1 = total;
  if (residual) {
    for (; width >= 2 * LANES; width -= 2 * LANES) {
      const s = f32x4.add(v128.load(x), v128.load(residual)), s1 = f32x4.add(v128.load(x, VECTOR), v128.load(residual, VECTOR));
      v128.store(y, s);
      v128.store(y, s1, VECTOR);
      total = f32x4.add(total, s);
      total1 = f32x4.add(total1, s1);
      x += 2 * VECTOR;
      residual += 2 * VECTOR;
      y += 2 * VECTOR;
    }
  }
  for (; width > 0; width -= LANES) {
    let s = loadSome(x, width);
    if (residual) {
      s = f32x4.add(s, loadSome(residual, width));
      residual += VECTOR;
    }
    storeSome(y, s, width);
    total = f32x4.add(total, s);
    x += VECTOR;
    y += VECTOR;
  }
  return sumLanes(f32x4.add(total, total1));
}

/** Takes the mean away, and returns the sum of squares. */
function centre(y: usize, mean: f32, width: i32): f32 {
  const centre = f32x4.splat(mean);
  let total = f32x4.splat(0), total1 = total;
  for (; width >= 2 * LANES; width -= 2 * LANES) {
    const d = f32x4.sub(v128.load(y), centre), d1 = f32x4.sub(v128.load(y, VECTOR), centre);
    v128.store(y, d);
    v128.store(y, d1, VECTOR);
    total = f32x4.add(total, f32x4.mul(d, d));
    total1 = f32x4.add(total1, f32x4.mul(d1, d1));
    y += 2 * VECTOR;
  }
  let squares = sumLanes(f32x4.add(total, total1));
  for (; width > 0; width--) {
    const d = load<f32>(y) - mean;
    store<f32>(y, d);
    squares += d * d;
    y += 4;
  }
  return squares;
}

function scale(y: usize, by: f32, gamma: usize, beta: usize, width: i32): void {
  const factor = f32x4.splat(by);
  for (; width >= 2 * LANES; width -= 2 * LANES) {
    const normal = f32x4.mul(v128.load(y), factor), normal1 = f32x4.mul(v128.load(y, VECTOR), factor);
    v128.store(y, f32x4.add(f32x4.mul(normal, v128.load(gamma)), v128.load(beta)));
    v128.store(y, f32x4.add(f32x4.mul(normal1, v128.load(gamma, VECTOR)), v128.load(beta, VECTOR)), VECTOR);
    y += 2 * VECTOR;
    gamma += 2 * VECTOR;
    beta += 2 * VECTOR;
  }
  for (; width > 0; width -= LANES) {
    const normal = f32x4.mul(loadSome(y, width), factor);
    storeSome(y, f32x4.add(f32x4.mul(normal, loadSome(gamma, width)), loadSome(beta, width)), width);
    y += VECTOR;
    gamma += VECTOR;
    beta += VECTOR;
  }
}
