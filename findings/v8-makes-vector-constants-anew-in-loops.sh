#!/usr/bin/env bash
# V8 13.6 (Node 24.21.0), x64: a vector of a constant is made anew at each use in a WebAssembly loop, instead of once before it.
# Guess before: the optimising compiler takes what does not change out of a loop, constants first of all, so that it makes no difference where they stand.
# Seen: a loop over a polynomial of six constant coefficients takes some 1.6 times as long as the same loop whose coefficients are or'ed with a zero that depends
# on an argument, so that no compiler knows them. Node 20.20.2 (V8 11.3) takes the same for both, or less with constants.
# For us: kernels hold their constants so (worker/runtime/engine/kernels/assembly/held.ts); it took a sixth off GELU.
set -euo pipefail
if [[ $(uname -m) != x86_64 ]]; then
  echo "measured on x64 alone"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund assemblyscript@0.28.20 node@24.21.0 node-20@npm:node@20.20.2 > /dev/null
cat > loops.ts <<'TS'
@inline
function horner(x: v128, c0: v128, c1: v128, c2: v128, c3: v128, c4: v128, c5: v128): v128 {
  let y = f32x4.add(f32x4.mul(x, c0), c1);
  y = f32x4.add(f32x4.mul(x, y), c2);
  y = f32x4.add(f32x4.mul(x, y), c3);
  y = f32x4.add(f32x4.mul(x, y), c4);
  return f32x4.add(f32x4.mul(x, y), c5);
}
/** The polynomial's coefficients are constants. */
export function constants(turns: i32): f32 {
  let sum = f32x4.splat(0), other = sum, third = sum, fourth = sum;
  for (let i = 0; i < turns; i++) {
    const at = <usize>(i & 255) << 6;
    sum = f32x4.add(sum, horner(v128.load(at), f32x4.splat(0.1), f32x4.splat(0.2), f32x4.splat(0.3), f32x4.splat(0.4), f32x4.splat(0.5), f32x4.splat(0.6)));
    other = f32x4.add(other, horner(v128.load(at, 16), f32x4.splat(0.1), f32x4.splat(0.2), f32x4.splat(0.3), f32x4.splat(0.4), f32x4.splat(0.5), f32x4.splat(0.6)));
    third = f32x4.add(third, horner(v128.load(at, 32), f32x4.splat(0.1), f32x4.splat(0.2), f32x4.splat(0.3), f32x4.splat(0.4), f32x4.splat(0.5), f32x4.splat(0.6)));
    fourth = f32x4.add(fourth, horner(v128.load(at, 48), f32x4.splat(0.1), f32x4.splat(0.2), f32x4.splat(0.3), f32x4.splat(0.4), f32x4.splat(0.5), f32x4.splat(0.6)));
  }
  const all = f32x4.add(f32x4.add(sum, other), f32x4.add(third, fourth));
  return f32x4.extract_lane(all, 0);
}
/** The same coefficients, each or'ed with a zero that depends on the argument. */
export function held(turns: i32): f32 {
  const zero = i32x4.splat(turns >>> 31);
  const c0 = v128.or(f32x4.splat(0.1), zero), c1 = v128.or(f32x4.splat(0.2), zero), c2 = v128.or(f32x4.splat(0.3), zero);
  const c3 = v128.or(f32x4.splat(0.4), zero), c4 = v128.or(f32x4.splat(0.5), zero), c5 = v128.or(f32x4.splat(0.6), zero);
  let sum = f32x4.splat(0), other = sum, third = sum, fourth = sum;
  for (let i = 0; i < turns; i++) {
    const at = <usize>(i & 255) << 6;
    sum = f32x4.add(sum, horner(v128.load(at), c0, c1, c2, c3, c4, c5));
    other = f32x4.add(other, horner(v128.load(at, 16), c0, c1, c2, c3, c4, c5));
    third = f32x4.add(third, horner(v128.load(at, 32), c0, c1, c2, c3, c4, c5));
    fourth = f32x4.add(fourth, horner(v128.load(at, 48), c0, c1, c2, c3, c4, c5));
  }
  const all = f32x4.add(f32x4.add(sum, other), f32x4.add(third, fourth));
  return f32x4.extract_lane(all, 0);
}
TS
node_modules/.bin/asc loops.ts -O3 --runtime stub --initialMemory 1 --enable simd --outFile loops.wasm
cat > time.mjs <<'JS'
import { readFileSync } from "node:fs";
const { constants, held } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync("loops.wasm")), { env: { abort() {} } }).exports;
const microseconds = (loop) => {
  const before = process.cpuUsage();
  loop(2e7);
  return process.cpuUsage(before).user;
};
for (let warm = 0; warm < 2; warm++) [constants(1e6), held(1e6)];
if (constants(1000) !== held(1000)) throw new Error("they are not the same sum");
const ratios = Array.from({ length: 5 }, () => microseconds(constants) / microseconds(held)).sort();
console.error(`Node ${process.version}: constants take ${ratios[2].toFixed(2)} times as long as what is held`);
console.log(ratios[2] > 1.25 ? "longer" : "no longer");
JS
seen="$(node_modules/node/bin/node time.mjs), $(node_modules/node-20/bin/node time.mjs)"
echo "Node 24: ${seen/, /; Node 20: }"
[[ $seen == "longer, no longer" ]] || { echo "this has changed" >&2; exit 1; }
