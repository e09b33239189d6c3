"""Writes safetensors-dtypes.json: one file with a tensor of every type that safetensors 0.6.2 can serialise, and the numbers of
those that hold floats, by numpy and ml_dtypes. Run in a venv: pip install safetensors==0.6.2 numpy==2.4.6 ml_dtypes==0.6.0"""
import base64
import json
import pathlib

import ml_dtypes
import numpy as np
from safetensors import serialize

values = np.array([0.0, -1.5, 3.140625, 1e30, -2.0 ** -20, np.inf])
floats = {
    "float64": values.astype(np.float64),
    "bfloat16": values.astype(ml_dtypes.bfloat16),
    "float32": values.astype(np.float32),
    "float16": np.array([0.0, -1.5, 65504.0, 2.0 ** -24, np.inf], dtype=np.float16),
}
others = {
    "bool": np.array([True, False]),
    **{name: np.array([1, 2, 3], dtype=name) for name in ("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64")},
    "float8_e4m3fn": np.array([1, -2], dtype=ml_dtypes.float8_e4m3fn),
    "float8_e5m2": np.array([1, -2], dtype=ml_dtypes.float8_e5m2),
}
tensors, skipped = {}, []
for name, array in {**floats, **others, "scalar": np.float64(0.25).reshape(()), "empty": np.zeros((2, 0), np.float32)}.items():
    dtype = {"scalar": "float64", "empty": "float32"}.get(name, name)
    try:
        serialize({name: {"dtype": dtype, "shape": list(array.shape), "data": array.tobytes()}})
        tensors[name] = {"dtype": dtype, "shape": list(array.shape), "data": array.tobytes()}
    except Exception as error:
        skipped.append(f"{name}: {error}")
plain = lambda array: [str(x) if not np.isfinite(x) else float(x) for x in array.astype(np.float32).ravel()]
golden = {
    "made_by": "test/golden/safetensors-dtypes.py",
    "source": "safetensors 0.6.2, numpy 2.4.6, ml_dtypes 0.6.0",
    "skipped": skipped,
    "file": base64.b64encode(serialize(tensors)).decode(),
    "shapes": {name: tensor["shape"] for name, tensor in tensors.items()},
    "floats": {**{name: plain(array) for name, array in floats.items()}, "scalar": [0.25], "empty": []},
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, indent=2) + "\n")
