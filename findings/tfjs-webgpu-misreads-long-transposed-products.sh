#!/usr/bin/env bash
# @tensorflow/tfjs-backend-webgpu 4.22.0 (on Dawn, npm's webgpu 0.6.2): `tf.matMul(a, b, false, true)` is wrong where the inner dimension
# is 2,000 or more and a multiple of 4, the output few tiles and a multiple of 4 wide: the kernel that splits the sum
# (MatMulSplitKProgram) reads the transposed b as if it were not, four numbers at a time.
# Guess before: as with an inner dimension of 1,996, and as with `tf.transpose(b)`: the CPU's product up to rounding.
# Seen, for [32, k] and [32, k] transposed, numbers in [-1, 1]: the CPU's product up to 1e-3 at k = 1,996, off by more than 10 at 2,000.
# For us: gradients of layers with long rows would be noise without an error. trainer/backend/webgpu-matmul.ts hands the kernel a b
# that is transposed already; `retort setup --check` found it.
# Needs a Vulkan driver; Debian's chromium-common has one in software. Exits 2 where there is none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts webgpu@0.6.2 @tensorflow/tfjs-core@4.22.0 \
  @tensorflow/tfjs-backend-cpu@4.22.0 @tensorflow/tfjs-backend-webgpu@4.22.0 > /dev/null
software=/usr/lib/chromium/vk_swiftshader_icd.json
[[ -e $software ]] && export VK_ICD_FILENAMES=${VK_ICD_FILENAMES:-$software}
cat > product.cjs <<'JS'
const { create, globals } = require("webgpu");
Object.assign(globalThis, globals);
Object.defineProperty(globalThis, "navigator", { value: { gpu: create([]) }, configurable: true });
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
require("@tensorflow/tfjs-backend-webgpu");

async function products(backend, k) {
  if (!(await tf.setBackend(backend))) process.exit(2);
  const [a, b] = [17, 18].map((seed) => tf.randomUniform([32, k], -1, 1, "float32", seed));
  return Promise.all([tf.matMul(a, b, false, true), tf.matMul(a, tf.transpose(b))].map((product) => product.data()));
}
const verdict = (x, y) => {
  const off = x.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i])), 0);
  return off < 1e-3 ? "right" : off > 10 ? "wrong" : `off by ${off}`;
};
(async () => {
  const told = [];
  for (const k of [1996, 2000]) {
    const [gpu, cpu] = [await products("webgpu", k), await products("cpu", k)];
    told.push(`${k}: transposed by matMul ${verdict(gpu[0], cpu[0])}, before it ${verdict(gpu[1], cpu[1])}`);
  }
  console.log(told.join("; "));
  process.exit(0); // Dawn's tick would go on
})();
JS
seen=$(node product.cjs 2> /dev/null | tail -1) || { echo "no Vulkan driver here" >&2; exit 2; }
echo "$seen"
[[ $seen == "1996: transposed by matMul right, before it right; 2000: transposed by matMul wrong, before it right" ]] || {
  echo "this has changed" >&2
  exit 1
}
