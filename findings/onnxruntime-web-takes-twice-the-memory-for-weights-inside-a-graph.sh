#!/usr/bin/env bash
# onnxruntime-web 1.30.0 (npm): a graph whose weights lie in the file itself takes more than twice the wasm memory of the same graph with the same weights as
# external data that is handed over beside it.
# Guess before: where weights lie is a matter of files; once loaded, both are one copy of the numbers.
# Seen for 64 MiB of floats in one MatMul, prepacking off: 202 MiB of wasm memory inside the file, 74 beside it.
# For us: a wasm memory never shrinks and an isolate has 128 MB. r2-assets/format/graph-apart.ts makes
# the weights of a foreign graph external data that points into its own file.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check onnx==1.23.0 numpy==2.4.6 2> /dev/null
npm install --prefix "$folder" --silent --no-audit --no-fund onnxruntime-web@1.30.0
"$folder/venv/bin/python" - "$folder" <<'PY'
import sys
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

n = 4096
weight = np.random.default_rng(17).standard_normal((n, n)).astype(np.float32)
graph = helper.make_graph(
    [helper.make_node("MatMul", ["x", "w"], ["y"])], "linear",
    [helper.make_tensor_value_info("x", TensorProto.FLOAT, (1, n))],
    [helper.make_tensor_value_info("y", TensorProto.FLOAT, (1, n))],
    [numpy_helper.from_array(weight, "w")])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
onnx.save(model, f"{sys.argv[1]}/inside.onnx")
onnx.save(model, f"{sys.argv[1]}/beside.onnx", save_as_external_data=True, location="weights.bin")
PY
cat > "$folder/load.mjs" <<'JS'
import { readFile } from "node:fs/promises";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";

env.wasm.numThreads = 1;
let memory;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
  const made = await instantiate(...args);
  const all = [...Object.values((made.instance ?? made).exports), ...Object.values(args[1] ?? {}).flatMap(Object.values)];
  memory ??= all.find((value) => value instanceof WebAssembly.Memory);
  return made;
};
const [folder, which] = process.argv.slice(2);
const data = which === "beside" ? { externalData: [{ path: "weights.bin", data: await readFile(`${folder}/weights.bin`) }] } : {};
const session = await InferenceSession.create(await readFile(`${folder}/${which}.onnx`), {
  executionProviders: ["wasm"],
  extra: { session: { disable_prepacking: "1" } },
  ...data,
});
await session.run({ x: new Tensor("float32", new Float32Array(4096), [1, 4096]) });
console.log(Math.round(memory.buffer.byteLength / 2 ** 20));
JS
inside=$(cd "$folder" && node load.mjs "$folder" inside)
beside=$(cd "$folder" && node load.mjs "$folder" beside)
echo "64 MiB of weights: inside the file $inside MiB of wasm memory, beside it $beside"
[[ $inside -gt 180 && $beside -lt 90 ]] || { echo "this has changed" >&2; exit 1; }
