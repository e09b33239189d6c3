#!/usr/bin/env bash
# onnxruntime 1.32.0 (PyPI) on x64 without VNNI: MatMulInteger of a uint8 and an int8 matrix adds pairs of products in 16 bits and
# saturates there, without a word. ONNX says of the operator that a product must never overflow, and its sum only in 32 bits.
# Guess before: integers are multiplied exactly, so that quantised models give the same integers on every CPU.
# Seen: 255 * 127 + 255 * 127 = 32767 (AVX2; 64770 is right). The same numbers as uint8 with the zero point 128: 64770.
# On a CPU with VNNI both are right, and nothing is shown. onnxruntime-web 1.30.0 is right everywhere.
# For us: dense I8 layers were stored signed; Python's onnxruntime gave 9 of 872 SST-2 texts other labels than the API.
# They are stored unsigned now (trainer/export/store-tensors.ts).
set -euo pipefail
if grep -q -E 'avx512_vnni|avx_vnni' /proc/cpuinfo || [[ $(uname -m) != x86_64 ]]; then
  echo "this machine is not x64 without VNNI: nothing to see"
  exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxruntime==1.32.0 onnx==1.23.0 numpy 2> /dev/null
seen=$("$folder/venv/bin/python" - <<'PY'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper


def product(weight, dtype, zero):
    nodes = [helper.make_node("MatMulInteger", ["x", "w", "", "zero"], ["y"])]
    inputs = [helper.make_tensor_value_info("x", TensorProto.UINT8, [1, 2])]
    outputs = [helper.make_tensor_value_info("y", TensorProto.INT32, [1, 1])]
    constants = [helper.make_tensor("w", dtype, [2, 1], [weight, weight]), helper.make_tensor("zero", dtype, [], [zero])]
    graph = helper.make_graph(nodes, "product", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return int(session.run(None, {"x": np.array([[255, 255]], np.uint8)})[0][0, 0])


print("int8", product(127, TensorProto.INT8, 0), "uint8", product(255, TensorProto.UINT8, 128))
PY
)
echo "$seen"
[[ $seen == "int8 32767 uint8 64770" ]] || { echo "this has changed" >&2; exit 1; }
