"""Makes safetensors-sample.safetensors, a small file as Python writes it, and safetensors-sample.json, what it holds.

    python3 safetensors-sample.py   needs: numpy, safetensors
"""

import json
import os

import numpy as np
import safetensors
from safetensors.numpy import save_file

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "safetensors-sample")

tensors = {
    "table": np.array([[0.5, -1.25, 3e-5], [65504, 0, -0.0]], dtype=np.float16),
    "vector": np.array([1.5, -2.25, 3.402823466e38], dtype=np.float32),
    "bytes": np.array([[-127, 0, 127]], dtype=np.int8),
    "counts": np.array([1, -2, 2**31 - 1], dtype=np.int32),
    "ids": np.array([[2**53, -1]], dtype=np.int64),
    "scalar": np.array(7.0, dtype=np.float32),
    "empty": np.zeros((0, 4), dtype=np.float32),
}
save_file(tensors, f"{FILE}.safetensors", metadata={"format": "pt", "note": "Größe ✓"})
NAMES = {"float16": "F16", "float32": "F32", "int8": "I8", "int32": "I32", "int64": "I64"}
golden = {
    "made_by": "test/golden/safetensors-sample.py",
    "source": f"safetensors {safetensors.__version__}, numpy {np.__version__}",
    "metadata": {"format": "pt", "note": "Größe ✓"},
    "tensors": {
        name: {"dtype": NAMES[t.dtype.name], "shape": list(t.shape), "values": [str(v) if t.dtype.kind == "i" else float(v) for v in t.flatten()]}
        for name, t in tensors.items()
    },
}
os.chmod(f"{FILE}.safetensors", 0o644)
with open(f"{FILE}.json", "w") as file:
    file.write(json.dumps(golden, ensure_ascii=False, indent=1) + "\n")
