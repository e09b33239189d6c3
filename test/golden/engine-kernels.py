"""Makes engine-kernels.json: what PyTorch computes in doubles where the engine's kernels follow a formula of its.

    python3 engine-kernels.py          needs: torch

GELU with erf and with tanh; LayerNorm of a sum; attention with padding behind the keys, by an added mask as a graph has it; a
bidirectional LSTM over texts of different lengths, with its weights in PyTorch's order of gates (input, forget, cell, output).
"""

import json
import os

import torch

torch.manual_seed(11)
torch.set_default_dtype(torch.float64)
numbers = lambda tensor: [float(f"{value:.9g}") for value in tensor.flatten().tolist()]
# As the kernels get them: inputs are float32 to begin with.
random = lambda *shape: torch.randn(*shape).to(torch.float32).to(torch.float64)

x = torch.cat([torch.tensor([0.0, 1e-30, -1e-30, 20.0, -20.0]), torch.linspace(-6, 6, 121).to(torch.float32).double()])
gelu = {
    "x": numbers(x),
    "erf": numbers(torch.nn.functional.gelu(x)),
    "tanh": numbers(torch.nn.functional.gelu(x, approximate="tanh")),
}

rows, width = 3, 22
state, residual, gamma, beta = random(rows, width), random(rows, width), random(width), random(width)
norm = {
    "rows": rows,
    "width": width,
    "epsilon": 1e-12,
    "x": numbers(state),
    "residual": numbers(residual),
    "gamma": numbers(gamma),
    "beta": numbers(beta),
    "y": numbers(torch.nn.functional.layer_norm(state + residual, (width,), gamma, beta, eps=1e-12)),
}

heads, d, length, kept = 3, 10, 9, 6
q, k, v = (random(length, heads * d) for _ in range(3))
by_head = lambda t: t.view(length, heads, d).transpose(0, 1)
mask = torch.zeros(length)
mask[kept:] = torch.finfo(torch.float32).min
mixed = torch.nn.functional.scaled_dot_product_attention(by_head(q), by_head(k), by_head(v), attn_mask=mask.expand(length, length))
attention = {
    "heads": heads,
    "d": d,
    "queries": length,
    "keys": kept,
    "q": numbers(q),
    "k": numbers(k),
    "v": numbers(v),
    "y": numbers(mixed.transpose(0, 1)),
}

units, inputs, lengths = 6, 5, [7, 4, 1]
layer = torch.nn.LSTM(inputs, units, batch_first=True, bidirectional=True)
with torch.no_grad():
    for parameter in layer.parameters():
        parameter.copy_(random(*parameter.shape))
    texts = random(len(lengths), max(lengths), inputs)
    packed = torch.nn.utils.rnn.pack_padded_sequence(texts, lengths, batch_first=True)
    states, _ = layer(packed)
    states, _ = torch.nn.utils.rnn.pad_packed_sequence(states, batch_first=True)
lstm = {
    "units": units,
    "inputs": inputs,
    "lengths": lengths,
    "x": numbers(texts),
    "states": numbers(states),
    "directions": [
        {
            "input": numbers(getattr(layer, f"weight_ih_l0{way}")),
            "recurrent": numbers(getattr(layer, f"weight_hh_l0{way}")),
            "bias": numbers(getattr(layer, f"bias_ih_l0{way}") + getattr(layer, f"bias_hh_l0{way}")),
        }
        for way in ("", "_reverse")
    ],
}

golden = {
    "made_by": "test/golden/engine-kernels.py",
    "source": f"torch {torch.__version__}",
    "gelu": gelu,
    "layer_norm": norm,
    "attention": attention,
    "lstm": lstm,
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "engine-kernels.json")
with open(path, "w") as file:
    file.write(json.dumps(golden, separators=(",", ":")) + "\n")
print(os.path.getsize(path), "bytes")
