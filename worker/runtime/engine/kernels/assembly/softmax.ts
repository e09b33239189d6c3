import { exp } from "./exp";
import { FLOAT, LANES, largestLane, loadSome, storeSome, sumLanes, VECTOR } from "./lanes";

/** `x = exp(scale (x - largest))` for a row of `count` scores, in place, and their sum. What a softmax still divides by it. */
export function exponentials(x: usize, count: i32, scale: f32): f32 {
  const top = f32x4.splat(largest(x, count)), factor = f32x4.splat(scale);
  let total = f32x4.splat(0);
  for (; count >= LANES; count -= LANES) {
    const e = exp(f32x4.mul(f32x4.sub(v128.load(x), top), factor));
    v128.store(x, e);
    total = f32x4.add(total, e);
    x += VECTOR;
  }
  let sum = sumLanes(total);
  if (count > 0) {
    storeSome(x, exp(f32x4.mul(f32x4.sub(loadSome(x, count), top), factor)), count);
    for (; count > 0; count--) {
      sum += load<f32>(x);
      x += FLOAT;
    }
  }
  return sum;
}

function largest(x: usize, count: i32): f32 {
  let most = f32x4.splat(load<f32>(x));
  for (; count >= LANES; count -= LANES) {
    most = f32x4.max(most, v128.load(x));
    x += VECTOR;
  }
  let all = largestLane(most);
  for (; count > 0; count--) {
    all = max<f32>(all, load<f32>(x));
    x += FLOAT;
  }
  return all;
}
