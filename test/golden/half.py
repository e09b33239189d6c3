"""Makes half.json: float32 numbers and the halves that numpy rounds them to, as bits.

    python3 half.py          needs: numpy

Numbers lie around every kind of border: ties between halves, subnormals, overflow, both zeros, infinities, NaN.
"""

import json
import os

import numpy as np

borders = [0.0, 2.0**-26, 2.0**-25, 2.0**-24, 3 * 2.0**-25, 2.0**-15, 2.0**-14, 0.1, 1 / 3, 1.0, 1 + 2.0**-11, 1 + 3 * 2.0**-11,
           2048.0, 2049.0, 2051.0, 65504.0, 65519.996, 65520.0, 65536.0, 1e30, float("inf")]
numbers = []
for border in borders:
    middle = np.float32(border)
    for value in (np.nextafter(middle, np.float32(-np.inf)), middle, np.nextafter(middle, np.float32(np.inf))):
        numbers += [value, -value]
random = np.random.default_rng(3)
numbers += list((random.standard_normal(100) * 10.0 ** random.integers(-8, 5, 100)).astype(np.float32))
floats = np.array(numbers, dtype=np.float32)
with np.errstate(over="ignore"):
    halves = floats.astype(np.float16)
keep = ~np.isnan(floats)

golden = {
    "made_by": "test/golden/half.py",
    "source": f"numpy {np.__version__}",
    "float_bits": floats[keep].view(np.uint32).tolist(),
    "half_bits": halves[keep].view(np.uint16).tolist(),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "half.json")
with open(path, "w") as file:
    file.write(json.dumps(golden, separators=(",", ":")) + "\n")
print(len(golden["half_bits"]), "cases")
