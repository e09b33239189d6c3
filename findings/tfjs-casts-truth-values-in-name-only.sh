#!/usr/bin/env bash
# tfjs 4.22.0: `tf.cast(t, "float32")` of truth values gives a tensor that says float32 and still holds truth values: `dataSync()` is a Uint8Array.
# Guess before: the numbers of a float32 tensor come as a Float32Array, which is what its types say.
# Seen: float32, Uint8Array, on the cpu backend; of an int32 tensor the cast's numbers are an Int32Array. After an operation, as times 1, they are floats.
# For us: a program of ours on the card was handed such a mask as floats, read the bits of integers, and a masked loss was 0.
# trainer/backend/webgpu/run-program.ts multiplies by 1 where a tensor is float32 in name only.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @tensorflow/tfjs-core@4.22.0 @tensorflow/tfjs-backend-cpu@4.22.0 > /dev/null
cat > cast.cjs <<'JS'
const tf = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");
const told = (t) => `${t.dtype} ${t.dataSync().constructor.name}`;
const mask = tf.cast(tf.tensor1d([true, false, true], "bool"), "float32");
const counts = tf.cast(tf.tensor1d([1, 0, 1], "int32"), "float32");
console.log([mask, counts, tf.mul(mask, 1)].map(told).join("; "));
JS
seen=$(node cast.cjs 2> /dev/null | tail -1)
echo "$seen"
[[ $seen == "float32 Uint8Array; float32 Int32Array; float32 Float32Array" ]] || {
  echo "this has changed" >&2
  exit 1
}
